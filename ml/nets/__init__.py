"""CDNet in PyTorch, for training and GPUs. The serving process on a CPU never imports this
package.
"""
