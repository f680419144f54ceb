"""Writes a tiny model of random weights as a GGUF file, for llama.cpp's server.

It knows nothing; it is there to be constrained. Whatever comes out of it that has a form has it from the grammar which the
server made of the schema it was sent. Some letters are made a little likelier than others, so that lists are not always
empty, strings come to an end, and what is written is text. Needs the packages gguf and numpy, and no download.

    python make-model.py model.gguf [seed]
"""

import sys

import numpy as np
from gguf import GGUFWriter, TokenType

EMBEDDING = 64
HEADS = 4
LAYERS = 2
# The first number of every token's place is this, whatever else happens to it: what the last layer makes of it is the same for
# all that was read, so that it serves as the bias that this architecture does not have.
CONSTANT = 3.0
FEED_FORWARD = 128
CONTEXT = 32768

# A turn of the conversation on each line; llama.cpp renders it.
CHAT_TEMPLATE = (
    "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}"
    "{% if add_generation_prompt %}assistant: {% endif %}"
)


def byte_letters() -> list[str]:
    """The letters that stand for the 256 bytes in vocabularies of GPT-2's kind."""
    plain = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    letters, further = [], 0
    for byte in range(256):
        if byte in plain:
            letters.append(chr(byte))
        else:
            letters.append(chr(256 + further))
            further += 1
    return letters


def bias_of(byte: int) -> float:
    """How much likelier a byte is than others, as a logarithm."""
    if byte >= 128 or byte < 32 or byte == 127:
        return -20.0
    return {" ": -3.0, "{": 4.0, '"': 2.0, "]": 0.5, "\\": -3.0}.get(chr(byte), 0.0)


def main() -> None:
    path = sys.argv[1]
    random = np.random.default_rng(int(sys.argv[2]) if len(sys.argv) > 2 else 7)

    letters = byte_letters()
    # One merge, since the format wants a list that is not empty.
    tokens = [*letters, letters[ord("t")] + letters[ord("a")], "<|end|>"]
    kinds = [TokenType.NORMAL] * (len(tokens) - 1) + [TokenType.CONTROL]
    end = len(tokens) - 1

    writer = GGUFWriter(path, "llama")
    writer.add_name("random-weights")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(EMBEDDING)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(EMBEDDING // HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges([f"{letters[ord('t')]} {letters[ord('a')]}"])
    writer.add_bos_token_id(end)
    writer.add_eos_token_id(end)
    writer.add_add_bos_token(False)
    writer.add_chat_template(CHAT_TEMPLATE)

    def weights(*shape: int) -> np.ndarray:
        return random.normal(0, 0.3, shape).astype(np.float32)

    def closed(*shape: int) -> np.ndarray:
        """Weights that add nothing to the first number of a place."""
        made = weights(*shape)
        made[0] = 0
        return made

    embedding = weights(len(tokens), EMBEDDING)
    embedding[:, 0] = CONSTANT
    writer.add_tensor("token_embd.weight", embedding)
    for layer in range(LAYERS):
        block = f"blk.{layer}"
        for name in ("attn_q", "attn_k", "attn_v"):
            writer.add_tensor(f"{block}.{name}.weight", weights(EMBEDDING, EMBEDDING))
        writer.add_tensor(f"{block}.attn_output.weight", closed(EMBEDDING, EMBEDDING))
        for name in ("ffn_gate", "ffn_up"):
            writer.add_tensor(f"{block}.{name}.weight", weights(FEED_FORWARD, EMBEDDING))
        writer.add_tensor(f"{block}.ffn_down.weight", closed(EMBEDDING, FEED_FORWARD))
        for name in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"{block}.{name}.weight", np.ones(EMBEDDING, dtype=np.float32))
    # What was read has a small say beside the bias.
    norm = np.full(EMBEDDING, 0.1, dtype=np.float32)
    norm[0] = 1
    writer.add_tensor("output_norm.weight", norm)
    output = weights(len(tokens), EMBEDDING)
    for index, byte in enumerate(bytes(range(256))):
        output[index, 0] = bias_of(byte) / CONSTANT
    output[256:, 0] = 0
    writer.add_tensor("output.weight", output)

    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


main()
