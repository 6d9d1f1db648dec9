"""Scores on a running server: after a click, after an import."""

import pytest

from tests import pictures
from tests import server as servers
from tests.client import WITHIN, Client, click


@pytest.fixture(scope="module")
def client(server) -> Client:
    return Client(server)


def test_an_imports_masks_are_scored_by_a_job(client: Client) -> None:
    rough = pictures.png(pictures.ellipse(shrink=0.5))
    files = {f"images/p{n}.png": pictures.png(pictures.photo()) for n in range(3)}
    dataset = client.dataset(files | {f"masks/p{n}.png": rough for n in range(3)})

    def all_scored() -> bool:
        return all(image["score"] is not None for image in client.images(dataset))

    servers.wait(all_scored, WITHIN, lambda: str(client.images(dataset)))
    kinds = [job["kind"] for job in client.get("jobs", dataset=dataset["id"])["results"]]
    assert kinds.count("score") == 1


def test_the_score_of_a_click_comes_to_the_open_page(client: Client) -> None:
    dataset = client.dataset({"images/p.png": pictures.png(pictures.photo())})
    image = client.images(dataset)[0]
    mask = client.post(f"images/{image['id']}/masks")
    with client.socket(image["id"]) as live:
        live.next("lease")
        live.send(mask=mask["id"], **click(0, 80.5, 60.5))
        assert live.next("answer")["version"] == 1
        event = live.next("score")
    assert (event["mask"], event["version"]) == (mask["id"], 1)
    stored = client.get(f"masks/{mask['id']}")
    names = ("score", "boundary_score", "edit", "reasons")
    assert [event[name] for name in names] == [stored[name] for name in names]
    shown = client.get(f"images/{image['id']}")
    assert (shown["score"], shown["edit"]) == (event["image_score"], event["image_edit"])
