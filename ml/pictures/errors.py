"""The one error of reading pictures."""


class PictureError(ValueError):
    """A picture that is not taken; `code` is stable, the text tells a person what to do.

    Codes: `empty_file`, `not_a_picture`, `format_not_supported`, `picture_too_large`,
    `picture_animated`, `picture_multipage`, `picture_mode`, `picture_broken`.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
