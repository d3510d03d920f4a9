namespace SweepCluster.Compute.Cpu.Simd;

/// <summary>
/// A vector width. Kernels are written once against this and compiled for each width: the methods are static and
/// the types are structs, so every call below becomes one instruction.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal unsafe interface ILanes<V, T>
    where V : struct
    where T : unmanaged
{
    static abstract int Width { get; }

    /// <summary>Rows of a matrix product's register tile of two vectors' width: as many as the registers hold.</summary>
    static abstract int TileRows { get; }

    static abstract V Zero { get; }

    static abstract V Broadcast(T value);

    static abstract V Load(T* source);

    static abstract void Store(T* destination, V value);

    /// <summary>A mask whose first <paramref name="count"/> lanes are set.</summary>
    static abstract V FirstLanes(int count);

    /// <summary>Loads the lanes that are set, zero elsewhere; memory of the others is not touched.</summary>
    static abstract V LoadMasked(T* source, V mask);

    /// <summary>Stores the lanes that are set; memory of the others is not touched.</summary>
    static abstract void StoreMasked(T* destination, V value, V mask);

    static abstract V Add(V left, V right);

    static abstract V Subtract(V left, V right);

    static abstract V Multiply(V left, V right);

    static abstract V Divide(V left, V right);

    /// <summary>left · right + addend, rounded once.</summary>
    static abstract V FusedMultiplyAdd(V left, V right, V addend);

    static abstract V Sqrt(V value);

    static abstract V Abs(V value);

    static abstract V Min(V left, V right);

    static abstract V Max(V left, V right);

    static abstract V Exp(V value);

    static abstract V Log(V value);

    /// <summary>All bits set where left &gt; right; false where either is not a number.</summary>
    static abstract V GreaterThan(V left, V right);

    static abstract V Select(V mask, V whereSet, V whereClear);

    static abstract bool AnySet(V mask);

    static abstract T Sum(V value);
}
