using Daypass.Protocol.Signing;

namespace Daypass.Protocol.Tests.Signing;

public class SigningKeysTests
{
    private const string Day = "20260504";

    [Fact]
    public void A_key_is_found_for_exactly_what_it_was_derived_for()
    {
        var keys = new SigningKeys();
        keys.Keep(SigningKey.Derive("AKIA1", Day, "us-east-1", "sts", Example.Secret));
        Assert.NotNull(keys.Find("AKIA1", Day, "us-east-1", "sts", Example.Secret));
        Assert.NotNull(keys.Find("AKIA1", Day, "us-east-1", "sts", Secret.FromText(Example.SecretText)));
        Assert.Null(keys.Find("AKIA2", Day, "us-east-1", "sts", Example.Secret));
        Assert.Null(keys.Find("AKIA1", "20260505", "us-east-1", "sts", Example.Secret));
        Assert.Null(keys.Find("AKIA1", Day, "us-east-2", "sts", Example.Secret));
        Assert.Null(keys.Find("AKIA1", Day, "us-east-1", "iam", Example.Secret));
    }

    [Fact]
    public void A_key_derived_from_another_secret_is_never_served()
    {
        var keys = new SigningKeys();
        var verifier = new SigV4Verifier(Example.Rules, keys);
        var signed = Example.SignedPost();
        var other = Secret.NewAccessKey();
        var authorization = verifier.Parse(signed, Example.Now).Value;
        Assert.Null(verifier.VerifySignature(signed, authorization, Example.Secret, Example.BodyHash));
        Assert.Equal("SignatureDoesNotMatch", verifier.VerifySignature(signed, authorization, other, Example.BodyHash)?.Code);

        var signedWithOther = Example.SignedPost(new SigningCredentials(Example.AccessKeyId, other));
        authorization = verifier.Parse(signedWithOther, Example.Now).Value;
        Assert.Null(verifier.VerifySignature(signedWithOther, authorization, other, Example.BodyHash));
        Assert.NotNull(verifier.VerifySignature(signedWithOther, authorization, Example.Secret, Example.BodyHash));
    }

    [Fact]
    public void Only_a_proven_signature_puts_its_key_into_the_cache()
    {
        var keys = new SigningKeys();
        var verifier = new SigV4Verifier(Example.Rules, keys);
        var signed = Example.SignedPost();
        Assert.False(verifier.Verify(signed, Example.NoBody, Example.Now, Example.Lookup).Succeeded);
        Assert.Null(keys.Find(Example.AccessKeyId, Day, Example.Region, "sts", Example.Secret));
        Assert.True(verifier.Verify(signed, Example.BodyHash, Example.Now, Example.Lookup).Succeeded);
        Assert.NotNull(keys.Find(Example.AccessKeyId, Day, Example.Region, "sts", Example.Secret));
    }

    [Fact]
    public void Forgetting_drops_one_access_keys_keys_and_clearing_drops_all()
    {
        var keys = new SigningKeys();
        foreach (var (id, region) in (ReadOnlySpan<(string, string)>)[("AKIA1", "a"), ("AKIA1", "b"), ("AKIA2", "a")])
        {
            keys.Keep(SigningKey.Derive(id, Day, region, "sts", Example.Secret));
        }

        keys.Forget("AKIA1");
        Assert.Null(keys.Find("AKIA1", Day, "a", "sts", Example.Secret));
        Assert.Null(keys.Find("AKIA1", Day, "b", "sts", Example.Secret));
        Assert.NotNull(keys.Find("AKIA2", Day, "a", "sts", Example.Secret));
        keys.Clear();
        Assert.Null(keys.Find("AKIA2", Day, "a", "sts", Example.Secret));
    }

    [Fact]
    public void It_never_holds_more_than_its_capacity()
    {
        var keys = new SigningKeys(64);
        Assert.Equal(64, keys.Capacity);
        for (var i = 0; i < 1000; i++)
        {
            keys.Keep(SigningKey.Derive($"AKIA{i}", Day, "us-east-1", "sts", Example.Secret));
        }

        var held = Enumerable.Range(0, 1000).Count(i => keys.Find($"AKIA{i}", Day, "us-east-1", "sts", Example.Secret) is not null);
        Assert.InRange(held, 32, 64);
    }

    [Fact]
    public void Yesterdays_keys_make_room_first()
    {
        var keys = new SigningKeys(4);
        keys.Keep(SigningKey.Derive("AKIA1", Day, "us-east-1", "sts", Example.Secret));
        for (var i = 0; i < 3; i++)
        {
            keys.Keep(SigningKey.Derive($"OLD{i}", "20260503", "us-east-1", "sts", Example.Secret));
        }

        for (var i = 0; i < 3; i++)
        {
            keys.Keep(SigningKey.Derive($"NEW{i}", Day, "us-east-1", "sts", Example.Secret));
        }

        Assert.NotNull(keys.Find("AKIA1", Day, "us-east-1", "sts", Example.Secret));
        Assert.All(Enumerable.Range(0, 3), i => Assert.NotNull(keys.Find($"NEW{i}", Day, "us-east-1", "sts", Example.Secret)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData((1 << 24) + 1)]
    public void A_capacity_that_makes_no_sense_is_refused(int capacity) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SigningKeys(capacity));

    /// <summary>Hash objects that two threads share give wrong bytes without an exception; here eight threads share every key.</summary>
    [Fact]
    public async Task Threads_that_share_the_cache_never_see_a_wrong_verdict()
    {
        const int Threads = 8;
        const int Requests = 4000;
        var keys = new SigningKeys(8);
        var verifier = new SigV4Verifier(Example.Rules, keys);
        var credentials = Enumerable.Range(0, 12).Select(i => new SigningCredentials($"AKIA{i / 2}", Secret.FromText($"secret-{i}"))).ToArray();
        var signed = credentials.Select(credential => Example.SignedPost(credential)).ToArray();
        var wrong = 0;
        using var start = new Barrier(Threads);

        void Run(int thread)
        {
            start.SignalAndWait();
            for (var i = 0; i < Requests; i++)
            {
                // Keys in pairs share an id and differ in the secret, as before and after a replacement.
                var signer = (thread + i) % credentials.Length;
                var claimed = i % 3 == 0 ? signer ^ 1 : signer;
                var authorization = verifier.Parse(signed[signer], Example.Now).Value;
                var accepted = verifier.VerifySignature(signed[signer], authorization, credentials[claimed].SecretAccessKey, Example.BodyHash) is null;
                if (accepted != (claimed == signer))
                {
                    Interlocked.Increment(ref wrong);
                }

                if (i % 500 == 0)
                {
                    keys.Forget(credentials[signer].AccessKeyId);
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () => Run(thread), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.Equal(0, wrong);
    }
}
