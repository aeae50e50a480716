using Daypass.Core.Sealing;
using Daypass.Core.Sessions;
using Daypass.Core.Stores;
using Daypass.Core.Tests.Fakes;
using Daypass.Core.Tests.Sessions;
using Daypass.Testing;

namespace Daypass.Core.Tests.Sealing;

/// <summary>What version 0.1 stored and sealed. It lies in databases and in callers' hands: when one of these fails, the form has changed.</summary>
public sealed class StoredFormTests
{
    private const string SecretStored = "AWLRA7d5hTPaV65kDreV/7n9HFMbe0b8lHUrmecus91FbjM2PYVZ46FUrQwkeUegIDg=";

    private const string KeyStored = "AWLRA7dGkNoeJJHZmCPSFDu797Cl2I5r42eE9qVfohd07GojWT0sBVVZXW9b8IHwcA08zg+yD1Olj9ooWnZz+Eg/+4pb";

    private const string MessageSealed = "AQAAAAEAapa+QKnB4Bav87NeC04O8+w9ySzVqB84lttzomxVjWD/Gf6orghI0LloLAYK8mjRHg==";

    private const string Token =
        "DPS1AQAAAAEAapa+QC1XXTE/PBMv7uFPAsoCU+LxlNhR7bHBqtp9F9UlPYg4A+8V5qPuiR6FWgg+UM6Z0F1TROFf91FwYxc/LXt4mqITNOlFzkfVtpisOJp6pUD6qG90"
            + "1iuvia3U4zScg8LdZFclTjc+ZARyBsEZ8lhFqiM8u7ZocwuPi2uDTWXnXIy1IrOd4ZBqg5jW/c/kRnMK/j0pTkQCEREYyFPMkT1hAvaKsQ50oWj8UhiKTn5LAAlQL39h"
            + "is9FO0om0rbGt5A5O2IuP0AesExycRFWlxZD";

    private readonly MasterKey _master = MasterKey.FromBytes([.. Enumerable.Range(1, 32).Select(static number => (byte)number)]);

    [Fact]
    public void The_fingerprint_of_a_master_key_is_what_it_was() => Assert.Equal(0x62d103b7u, _master.Id);

    [Fact]
    public void A_stored_secret_opens() => Assert.Equal(
        "wJalrXUtnFEMI"u8, new SecretEnvelope(_master).Open("access-key", "AKIA2222222222222222", Convert.FromBase64String(SecretStored))!);

    [Fact]
    public async Task A_sealed_message_opens_in_its_context()
    {
        var node = await Start();
        var plain = new byte[5];
        var sealedBytes = Convert.FromBase64String(MessageSealed);
        var opening = node.Sealer.Open(SealingPurpose.AuthorizationMessage, "123456789012"u8, sealedBytes, plain);
        Assert.Equal((OpenOutcome.Opened, Sample.IssuedAt), (opening.Outcome, opening.IssuedAt));
        Assert.Equal("hello"u8, plain);
    }

    [Fact]
    public async Task A_session_token_opens()
    {
        var session = (await Start()).Tokens.Open(Token).Session!;
        Assert.Equal(("ASIA2222222222222222", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), (session.AccessKeyId, session.Secret.Reveal()));
        Assert.Equal((Sample.IssuedAt, Sample.IssuedAt.AddHours(1)), (session.IssuedAt, session.ExpiresAt));
        Assert.Equal(Node.Grant.ToString(), session.Grant.ToString());
        Assert.Equal((Node.Grant.PrincipalName, "alice@example.com"), (session.Grant.PrincipalName, session.Grant.SourceIdentity));
        Assert.Equal(new SessionTag("Project", "Daypass", Transitive: true), Assert.Single(session.Grant.Tags));
    }

    private async Task<Node> Start()
    {
        var (store, clock) = (new MemoryKeyStore(), new ManualClock());
        var key = new StoredKey(1, RingKey.ForSealing, KeyState.Active, clock.GetUtcNow(), clock.GetUtcNow(), Convert.FromBase64String(KeyStored));
        await store.TryAdd(key, default);
        return new Node(await KeyRing.Open(store, new SecretEnvelope(_master), clock, null, default));
    }
}
