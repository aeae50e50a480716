using Daypass.Core.Sealing;
using Daypass.Core.Sessions;
using Daypass.Protocol;
using Daypass.Testing;

namespace Daypass.Core.Tests.Fakes;

/// <summary>What one node has in memory for sealing; several over one store are several nodes.</summary>
internal sealed class Node(KeyRing ring)
{
    private static readonly MasterKey SharedMaster = MasterKey.NewRandom();

    public KeyRing Ring { get; } = ring;

    public KeyRotation Rotation { get; } = new(ring);

    public TokenSealer Sealer { get; } = new(ring);

    public SessionToken Tokens => _tokens ??= new SessionToken(Sealer);

    public CredentialMint Mint => _mint ??= new CredentialMint(Tokens, AccessKeyPrefixes.Aws, Ring.Clock);

    private SessionToken? _tokens;
    private CredentialMint? _mint;

    public static async Task<Node> Start(MemoryKeyStore store, TimeProvider clock, KeyRingOptions? options = null) =>
        new(await KeyRing.Open(store, new SecretEnvelope(SharedMaster), clock, options, CancellationToken.None));

    public static Task<Node> Start() => Start(new MemoryKeyStore(), new ManualClock());

    /// <summary>The grant of an ordinary role session.</summary>
    public static SessionGrant Grant { get; } = new()
    {
        Kind = SessionKind.Role,
        Account = "123456789012",
        PrincipalId = "AROAZ3MGWV4AKBZQ5CYXD",
        PrincipalName = "deployment-of-the-website",
        SessionName = "ci-build-20260901-4711",
    };
}
