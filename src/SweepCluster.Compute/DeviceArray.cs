namespace SweepCluster.Compute;

/// <summary>
/// A block of device memory shaped [population, matrices, rows, columns]: row-major, matrix after matrix, member
/// after member. An array with a population of 1 is shared: every member of an operation reads the same values.
/// An operand with one matrix likewise serves all matrices of its member.
/// </summary>
public abstract class DeviceArray<T> : IDisposable
    where T : unmanaged
{
    protected DeviceArray(int population, int matrices, int rows, int columns, long memberStride)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(population);
        ArgumentOutOfRangeException.ThrowIfNegative(matrices);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Population = population;
        Matrices = matrices;
        Rows = rows;
        Columns = columns;
        MemberStride = memberStride;
    }

    public int Population { get; }

    /// <summary>Matrices per member, for example one per output of a cascade.</summary>
    public int Matrices { get; }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Elements from the first of one member to the first of the next; more than its own in a view.</summary>
    public long MemberStride { get; }

    /// <summary>Elements of one member.</summary>
    public int Length => Matrices * Rows * Columns;

    /// <summary>
    /// A window on each member's elements, shaped anew: one layer's weights in an array that holds all parameters.
    /// The view shares the memory and must not outlive it; disposing it does nothing.
    /// </summary>
    /// <param name="offset">The first element of the window within a member.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window leaves the member.</exception>
    public abstract DeviceArray<T> View(int offset, int matrices, int rows, int columns);

    /// <summary>Copies one member's elements from the host.</summary>
    public abstract void Upload(int member, ReadOnlySpan<T> source);

    /// <summary>Copies one member's elements to the host, after all operations queued so far.</summary>
    public abstract void Download(int member, Span<T> destination);

    /// <summary>Copies the elements of all members from the host at once, member after member.</summary>
    /// <exception cref="InvalidOperationException">This is a window on a part of each member.</exception>
    public abstract void UploadAll(ReadOnlySpan<T> source);

    /// <summary>Copies the elements of all members to the host at once, after all operations queued so far.</summary>
    /// <exception cref="InvalidOperationException">This is a window on a part of each member.</exception>
    public abstract void DownloadAll(Span<T> destination);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    /// <summary>Refuses what cannot be copied at once.</summary>
    /// <param name="elements">On the host.</param>
    protected void CheckWhole(int elements)
    {
        if (Population > 1 && MemberStride != Length)
        {
            throw new InvalidOperationException($"The window {this} does not lie in one piece.");
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(elements, (long)Population * Length, nameof(elements));
    }

    public override string ToString() => $"[{Population}, {Matrices}, {Rows}, {Columns}]";
}
