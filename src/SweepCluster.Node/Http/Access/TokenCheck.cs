using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using SweepCluster.Node.Configuration;

namespace SweepCluster.Node.Http.Access;

/// <summary>Says what a token allows, in a time that does not depend on the token.</summary>
internal sealed class TokenCheck(AccessTokens tokens)
{
    private readonly ImmutableArray<(byte[] Hash, ApiRole Role)> _known =
    [
        .. tokens.Viewers.Select(token => (Hash(token), ApiRole.Viewer)),
        .. tokens.Operators.Select(token => (Hash(token), ApiRole.Operator)),
    ];

    /// <summary>The role of a token; <see cref="ApiRole.Anyone"/> for one that is not known.</summary>
    public ApiRole RoleOf(string token)
    {
        var (given, role) = (Hash(token), ApiRole.Anyone);
        foreach (var known in _known)
        {
            role = CryptographicOperations.FixedTimeEquals(given, known.Hash) && known.Role > role ? known.Role : role;
        }

        return role;
    }

    // Equal lengths to compare, and no copy of the tokens in memory.
    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
