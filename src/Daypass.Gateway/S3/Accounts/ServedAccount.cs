using Daypass.Protocol.Signing;
using Daypass.Verifier.Callers;
using Daypass.Verifier.Calls;
using Daypass.Verifier.Decisions;
using Daypass.Verifier.Requests;

namespace Daypass.Gateway.S3.Accounts;

/// <summary>An account that owns buckets: what the server tells the gateway about it, with the gateway's credentials in that account.</summary>
internal sealed class ServedAccount : IAsyncDisposable
{
    /// <summary>Begins to hear of changes.</summary>
    public ServedAccount(string id, VerificationClient server, VerifierOptions options, string? region, TimeProvider clock)
    {
        (Id, Server) = (id, server);
        Callers = new CallerDirectory(server, options, clock);
        var rules = SigV4Rules.For("s3") with { AllowPayloadForms = true };
        Verifier = new RequestVerifier(region is null ? rules : rules with { Regions = RegionRule.Only(region) }, Callers, clock);
        Decider = new AccessDecider(Callers.Resources, clock);
    }

    /// <summary>Twelve digits.</summary>
    public string Id { get; }

    /// <summary>The server, asked as this account's gateway.</summary>
    public VerificationClient Server { get; }

    /// <summary>Who may have signed.</summary>
    public CallerDirectory Callers { get; }

    /// <summary>Proves who did.</summary>
    public RequestVerifier Verifier { get; }

    /// <summary>Decides about its callers and resources.</summary>
    public AccessDecider Decider { get; }

    /// <summary>Whether the policy of a bucket makes it public. A policy of which that cannot be said does.</summary>
    /// <exception cref="ServerUnreachableException">The server is away.</exception>
    public async ValueTask<bool> IsPublic(string bucketArn, CancellationToken cancelled) =>
        (await Callers.Resources.Find(bucketArn, cancelled)).OuterPolicy is not null;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Callers.DisposeAsync();
}
