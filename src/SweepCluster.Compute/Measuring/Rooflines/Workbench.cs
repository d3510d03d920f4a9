namespace SweepCluster.Compute.Measuring.Rooflines;

/// <summary>One queue of a device and arrays for one operation, with values that it can be run on again and again.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly IDevice _device;
    private readonly QueueEnd<float> _end;
    private readonly DeviceArray<ulong> _keys;
    private readonly Stack<IDisposable> _arrays = [];

    public Workbench(IDevice device, int population, int threads)
    {
        _device = device;
        Operations = device.Open<float>(population, threads);
        try
        {
            _end = new QueueEnd<float>(Operations);
            _keys = Keep(Operations.Allocate<ulong>(1, 1, 1));
        }
        catch
        {
            _end?.Dispose();
            Operations.Dispose();
            throw;
        }
    }

    public IOperations<float> Operations { get; }

    public DeviceArray<T> Zeros<T>(int matrices, int rows, int columns)
        where T : unmanaged => Keep(Operations.Allocate<T>(matrices, rows, columns));

    /// <summary>The same value everywhere.</summary>
    public DeviceArray<T> Filled<T>(T value, int matrices, int rows, int columns)
        where T : unmanaged
    {
        var row = new T[columns];
        Array.Fill(row, value);
        var array = Zeros<T>(matrices, rows, columns);
        Operations.GatherRows(Keep(_device.Share<T>(1, columns, row)), Zeros<int>(1, 1, matrices * rows), array.View(0, 1, matrices * rows, columns));
        return array;
    }

    /// <summary>[population, 1, 1, 1].</summary>
    public DeviceArray<T> Setting<T>(T value)
        where T : unmanaged => Filled(value, 1, 1, 1);

    /// <summary>Values from −1 to 1, the same for every member: zeros would cost a card less power.</summary>
    public DeviceArray<float> Noise(int matrices, int rows, int columns)
    {
        var array = Zeros<float>(matrices, rows, columns);
        var all = matrices * rows;
        Operations.GatherRows(SharedNoise(all, columns), RowsInTurn(all, all), array.View(0, 1, all, columns));
        return array;
    }

    /// <summary>A data set: [1, 1, rows, columns].</summary>
    public DeviceArray<float> SharedNoise(int rows, int columns)
    {
        var random = new Random(1);
        var values = new float[rows * columns];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (2 * random.NextSingle()) - 1;
        }

        return Keep(_device.Share<float>(rows, columns, values));
    }

    /// <summary>So many of the rows of a data set, shuffled as training does: [population, 1, 1, count].</summary>
    public DeviceArray<int> RowsInTurn(int count, int rows)
    {
        var indices = Zeros<int>(1, 1, count);
        Operations.BatchIndices(_keys, 0, 0, rows, indices);
        return indices;
    }

    /// <summary>Returns once the device has done everything.</summary>
    public void Wait() => _end.Wait();

    public void Dispose()
    {
        // What is shared does not know that this queue still reads it.
        _end.Wait();
        while (_arrays.TryPop(out var array))
        {
            array.Dispose();
        }

        _end.Dispose();
        Operations.Dispose();
    }

    private DeviceArray<T> Keep<T>(DeviceArray<T> array)
        where T : unmanaged
    {
        _arrays.Push(array);
        return array;
    }
}
