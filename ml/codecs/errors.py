"""The one error of the codecs."""


class CodecError(ValueError):
    """Bytes that are not what they claim to be; `code` is stable, the text is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
