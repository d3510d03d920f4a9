using System.Runtime.InteropServices;

namespace SweepCluster.Compute.Cpu.Matrix;

/// <summary>
/// Native memory that the matrix operations of one queue use between their operands: a buffer for each thread of
/// the team and the list of living members. Buffers grow to the largest size asked for and stay.
/// </summary>
internal sealed unsafe class Workspace<T> : IDisposable
    where T : unmanaged
{
    private const int Alignment = 64;
    private readonly int _workers;
    private Buffer* _buffers;
    private Buffer _shared;

    public Workspace(int workers, int population)
    {
        _workers = workers;
        _buffers = (Buffer*)NativeMemory.AllocZeroed((nuint)workers, (nuint)sizeof(Buffer));
        Members = (int*)NativeMemory.AllocZeroed((nuint)population, sizeof(int));
    }

    ~Workspace() => Free();

    /// <summary>Room for the numbers of the living members.</summary>
    public int* Members { get; private set; }

    public Buffer* Buffers => _buffers;

    /// <summary>The calling team thread's buffer, with room for so many elements of any content.</summary>
    public static T* Take(Buffer* buffers, long length) => Grow(buffers + WorkerTeam.CurrentWorker, length);

    /// <summary>A buffer that all threads of the team see; to be taken before the team begins.</summary>
    public T* TakeShared(long length)
    {
        fixed (Buffer* shared = &_shared)
        {
            return Grow(shared, length);
        }
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static T* Grow(Buffer* buffer, long length)
    {
        if (buffer->Length < length)
        {
            NativeMemory.AlignedFree(buffer->Data);
            buffer->Data = (T*)NativeMemory.AlignedAlloc((nuint)(length * sizeof(T)), Alignment);
            buffer->Length = length;
        }

        return buffer->Data;
    }

    private void Free()
    {
        for (var i = 0; _buffers is not null && i < _workers; i++)
        {
            NativeMemory.AlignedFree(_buffers[i].Data);
        }

        NativeMemory.AlignedFree(_shared.Data);
        _shared = default;
        NativeMemory.Free(_buffers);
        NativeMemory.Free(Members);
        _buffers = null;
        Members = null;
    }

    public struct Buffer
    {
        public T* Data;
        public long Length;
    }
}
