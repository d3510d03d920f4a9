using System.Net;
using Microsoft.AspNetCore.Http;
using SweepCluster.Node.Configuration;
using SweepCluster.Node.Http.Errors;

namespace SweepCluster.Node.Http.Access;

/// <summary>
/// Lets a request through when its token allows the route. Without tokens only this machine is served, and only
/// under a name of this machine, so that no web page can reach in through a name of its own. Nobody may do more than
/// <paramref name="most"/>.
/// </summary>
internal sealed class AccessControl(RequestDelegate next, AccessTokens tokens, ApiRole most)
{
    private const string Scheme = "Bearer ";

    private readonly TokenCheck _check = new(tokens);

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Headers.Origin is [{ } origin] && origin != $"{context.Request.Scheme}://{context.Request.Host}")
        {
            throw new ApiProblemException(StatusCodes.Status403Forbidden, "Pages of other sites may not use this API.");
        }

        if (!tokens.Any && !IsLocal(context))
        {
            throw new ApiProblemException(StatusCodes.Status403Forbidden, "Without tokens this node serves its own machine only, as http://127.0.0.1 or http://localhost.");
        }

        var needed = context.GetEndpoint()?.Metadata.GetMetadata<ApiRoute>()?.Role ?? ApiRole.Anyone;
        if (needed > most)
        {
            throw new ApiProblemException(StatusCodes.Status403Forbidden, "This is a single run, which is only looked at; sweep node takes changes.");
        }

        if (!tokens.Any || needed == ApiRole.Anyone)
        {
            CallerRole.Set(context, tokens.Any ? ApiRole.Anyone : most);
            return next(context);
        }

        var role = context.Request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? _check.RoleOf(header[Scheme.Length..].Trim())
            : ApiRole.Anyone;
        if (role >= needed)
        {
            CallerRole.Set(context, role < most ? role : most);
            return next(context);
        }

        var status = role == ApiRole.Anyone ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden;
        if (role == ApiRole.Anyone)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return ProblemAnswers.WriteAsync(context, status, ProblemAnswers.DetailOf(status));
    }

    private static bool IsLocal(HttpContext context)
    {
        var name = context.Request.Host.Host.Trim('[', ']');
        return (context.Connection.RemoteIpAddress is not { } from || IPAddress.IsLoopback(from))
            && (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address)));
    }
}
