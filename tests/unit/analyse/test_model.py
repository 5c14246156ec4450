"""Loading the model, and what it gives for a text."""

from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from sayso.analyse import tags as T
from sayso.analyse.encoding import encode
from sayso.analyse.model import WINDOW, Model
from sayso.errors import ModelMissing, StopRun

SHIPPED = Path(str(resources.files("sayso.analyse"))) / "model"
needs_model = pytest.mark.skipif(not (SHIPPED / "reader.onnx").exists(), reason="the model is not in the tree")


def test_a_folder_without_a_model_is_said_to_be_without(tmp_path: Path):
    with pytest.raises(ModelMissing) as caught:
        Model.load(tmp_path)
    error = caught.value
    assert isinstance(error, StopRun)
    assert error.subject == str(tmp_path)
    assert "model" in error.message
    assert error.hint


@pytest.mark.parametrize("content", [b"", b"not a model"])
def test_damaged_files_are_a_missing_model(tmp_path: Path, content: bytes):
    (tmp_path / "reader.onnx").write_bytes(content)
    (tmp_path / "reader.npz").write_bytes(content)
    with pytest.raises(ModelMissing):
        Model.load(tmp_path)


@needs_model
def test_a_model_without_its_decoder_weights_is_missing(tmp_path: Path):
    (tmp_path / "reader.onnx").symlink_to(SHIPPED / "reader.onnx")
    with pytest.raises(ModelMissing):
        Model.load(tmp_path)


@needs_model
def test_a_model_with_half_of_its_decoder_weights_is_missing(tmp_path: Path):
    (tmp_path / "reader.onnx").symlink_to(SHIPPED / "reader.onnx")
    np.savez(tmp_path / "reader.npz", start=np.zeros((T.N_LAYERS, T.N_LABELS), np.float32))
    with pytest.raises(ModelMissing):
        Model.load(tmp_path)


@pytest.fixture(scope="module")
def model() -> Model:
    return Model.load()


@needs_model
def test_the_shipped_model_names_itself(model: Model):
    name, _, version = model.method.partition("@")
    assert name
    assert version
    assert model.method == model.method.strip()


@needs_model
def test_features_of_every_unit(model: Model):
    units = encode("Anna Lindqvist said that the road is open.\nPolice denied it.")
    features = model.features(units)
    assert features.shape == (len(units), T.N_FEATURES)
    assert np.isfinite(features).all()
    assert features.any(1).all()


@needs_model
def test_a_text_longer_than_a_window_has_features_throughout(model: Model):
    units = encode("Anna Lindqvist said that the road is open, and police denied that it rained.\n" * 40)
    assert len(units) > WINDOW
    features = model.features(units)
    assert features.any(1).all()
    assert np.array_equal(features, model.features(units))


@needs_model
def test_a_text_without_words_has_no_features(model: Model):
    assert model.features(encode(" \n")).shape == (0, T.N_FEATURES)


@needs_model
def test_impossible_steps_of_the_shipped_decoder_are_closed(model: Model):
    assert (model.parameters.steps[:, ~T.step_mask()] <= -1e3).all()
    assert (model.parameters.start[:, ~T.start_mask()] <= -1e3).all()


@needs_model
def test_a_part_read_apart_reads_like_a_text_of_its_own(model: Model):
    whole, alone = encode("Police left. Ann Lee said the road is open"), encode("Ann Lee said the road is open")
    first = len(whole) - len(alone)
    apart = model.features_apart(whole, [(first, len(whole))])
    assert not apart[:first].any()
    assert np.allclose(apart[first:], model.features(alone), atol=1e-4)
