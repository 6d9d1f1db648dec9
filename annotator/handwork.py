"""What hand tools do to a mask: nothing is predicted, and the same gesture does the same again."""

import ml
from annotator import pictures
from annotator.gestures import Brush, ByHand, Cleanup, Drawn, Polygon, Superpixel, Wand
from backend import superpixels
from backend.models import Image
from backend.services.revisions import Pixels
from ml.tools import Region


def work(image: Image, before: Pixels, gesture: ByHand) -> ml.Change:
    """What the gesture changes of `before`, a mask of the image. Raises ml.InputError, Refused."""
    if isinstance(gesture, Cleanup):
        return ml.tools.cleanup(before, gesture.action, gesture.amount)
    return ml.tools.paint(before, covered(image, gesture), gesture.positive)


def covered(image: Image, gesture: Drawn) -> Region:
    """The pixels that were drawn over, whatever mask was there. Raises ml.InputError, Refused."""
    shape = (image.height, image.width)
    match gesture:
        case Brush():
            return ml.tools.stroke(shape, gesture.points, gesture.radius, gesture.shape)
        case Polygon():
            return ml.tools.inside(shape, gesture.points)
        case Wand():
            picture = pictures.picture(image)
            return ml.tools.alike(picture, gesture.x, gesture.y, gesture.tolerance)
        case Superpixel():
            with pictures.readable(image):
                labels = superpixels.labelled(image, gesture.count)
            return ml.tools.cells(shape, labels, gesture.ids)
