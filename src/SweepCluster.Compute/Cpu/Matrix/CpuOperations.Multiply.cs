using SweepCluster.Compute.Cpu.Matrix;

namespace SweepCluster.Compute.Cpu;

internal sealed unsafe partial class CpuOperations<T, V, L>
{
    private Workspace<T>? _workspace;

    private Workspace<T> Scratch => _workspace ??= new Workspace<T>(_team.Size, Population);

    public void Multiply(
        DeviceArray<T> left,
        bool transposeLeft,
        DeviceArray<T> right,
        bool transposeRight,
        DeviceArray<T> result,
        double scale = 1,
        bool accumulate = false,
        DeviceArray<T>? bias = null)
    {
        MatrixShapes.CheckProduct(Population, left, transposeLeft, right, transposeRight, result, bias);
        var members = ListLiving();
        var job = new MultiplyJob<T, V, L>
        {
            Members = Scratch.Members,
            Buffers = Scratch.Buffers,
            Left = new Matrices<T>((CpuArray<T>)left),
            TransposeLeft = transposeLeft,
            Right = new Matrices<T>((CpuArray<T>)right),
            TransposeRight = transposeRight,
            Result = new Matrices<T>((CpuArray<T>)result),
            Bias = bias is null ? default : new Matrices<T>((CpuArray<T>)bias),
            HasBias = bias is not null,
            MatricesPerMember = result.Matrices,
            Rows = result.Rows,
            Columns = result.Columns,
            Depth = transposeLeft ? left.Rows : left.Columns,
            Scale = T.CreateTruncating(scale),
            Accumulate = accumulate,
        };
        var parts = job.Split(members, _team.Size);
        RunParts(ref job, parts, job.WorkPerPart);
    }

    // A team costs some microseconds to gather: small work is done at once.
    private void RunParts<TJob>(ref TJob job, int parts, double multiplicationsPerPart)
        where TJob : unmanaged, ITeamJob
    {
        const double WorthATeam = 1 << 18;
        if (parts * multiplicationsPerPart >= WorthATeam)
        {
            _team.Run(ref job, parts);
            return;
        }

        for (var part = 0; part < parts; part++)
        {
            job.Run(part);
        }
    }

    private int ListLiving()
    {
        var count = 0;
        var members = Scratch.Members;
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                members[count++] = member;
            }
        }

        return count;
    }
}
