namespace SweepCluster.Compute.Cpu.Matrix;

/// <summary>
/// Several products with one left operand, which is packed once for all: how many, and the elements from the
/// operands of one to those of the next. The default is one product alone.
/// </summary>
internal readonly record struct ProductGroup(int Count, long RightStride, long ResultStride, long BiasStride);
