using Microsoft.AspNetCore.Http;

namespace SweepCluster.Node.Http.Access;

/// <summary>What a caller may do, as <see cref="AccessControl"/> found.</summary>
internal sealed class CallerRole
{
    private static readonly object Key = new();

    public static ApiRole Of(HttpContext context) => context.Items[Key] is ApiRole role ? role : ApiRole.Anyone;

    public static void Set(HttpContext context, ApiRole role) => context.Items[Key] = role;
}
