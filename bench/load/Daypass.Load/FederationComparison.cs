using Daypass.Testing;
using Daypass.Testing.Oidc;

namespace Daypass.Load;

/// <summary>AssumeRoleWithWebIdentity with RS256 against a bare Kestrel endpoint that verifies one RSA-2048 signature and answers as many bytes.</summary>
internal static class FederationComparison
{
    private const int Tokens = 1000;

    public static async Task<int> Run(LoadOptions options, TextWriter output, CancellationToken cancelled)
    {
        Pinning.KeepOffTheFirstCore(options.Pinned);
        using var authority = new TestAuthority();
        await using var issuer = new TestIssuer(authority);
        await using var daypass = await DaypassServer.Start(options, roles: 1, cancelled, "--allow-loopback-issuers");
        var role = await daypass.MakeFederatedRole(issuer.Url, issuer.Thumbprint, cancelled);
        var now = TimeProvider.System.GetUtcNow();
        var requests = daypass.AssumeRoleWithWebIdentity(
            role,
            [.. Enumerable.Range(0, Tokens).Select(i => issuer.Mint(now, claims =>
            {
                claims["jti"] = $"token-{i}";
                claims["exp"] = now.AddHours(12).ToUnixTimeSeconds();
            }))]);
        var size = await daypass.AnswerSize(requests[0], cancelled);
        await using var bare = await MeasuredProcess.Start(
            typeof(BareEndpoint).Assembly.Location, options.Pinned, port => ["bare", "--port", $"{port}", "--size", $"{size}", "--verify"], cancelled);
        await PairedRounds.Run(
            $"AssumeRoleWithWebIdentity, RS256 ({size} bytes answered)", new Contender("verify", bare, () => requests),
                new Contender("daypass", daypass.Process, () => requests), options, output, cancelled);
        return 0;
    }
}
