"""Connections of programs to a running server."""

from http.client import HTTPConnection

import pytest

from tests.server import Server


def test_an_idle_connection_outlasts_what_clients_keep_one_for(server: Server) -> None:
    """Else a request meets a connection that is just being closed, and is lost."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)

    def asked() -> int:
        connection.request("GET", "/api/v1/health/live")
        answer = connection.getresponse()
        answer.read()
        return answer.status

    assert asked() == 200
    line = connection.sock
    line.settimeout(6)
    with pytest.raises(TimeoutError):
        line.recv(1)
    line.settimeout(60)
    assert asked() == 200 and connection.sock is line
    connection.close()
