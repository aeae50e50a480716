using System.Security.Cryptography;
using Daypass.Protocol.Iam;

namespace Daypass.Iam.Tests;

public sealed class SshPublicKeyTests(IamWorld world) : IClassFixture<IamWorld>
{
    /// <summary>Made by <c>ssh-keygen -t rsa -b 2048</c>; the fingerprint is what <c>ssh-keygen -l -E md5</c> shows.</summary>
    private const string Key = 
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDq8DOuN/JTscUiud/LbRUr/yIjA8j05LRHAkJWNk+wYgkERr6PVi2FrpfxBc/dD9W7FcB5BveS2y2jcqsr"
        + "EKTpsT+5xs2hknLl7PNcG14jXpTZVWM9Dzr1AoxuIK+s1c17xLgl9tmNNS956rcItLDmtX9T9fuWb0KAhmXbJ6bvLWvjSrhI1uenAym6OGkyiz6WB2usajnj"
        + "AWrKj2E7/9lI4Ilpyh0yZq9Ubr0PMTfQt7IkJ9qTakdL68S3UWisgxT7dTjXqCaYxomawQWvKFSPL6i1uJ1yRth4Q9Nxjdm9uuKGanTadVLsIYes600ieAiN"
        + "Lp7eUh1reF/KitlAfZMD";

    private const string Fingerprint = "22:c5:08:98:94:22:cc:b0:b7:0d:9a:d1:7d:3a:59:de";

    [Fact]
    public async Task A_key_is_shown_as_SSH_and_as_PEM_with_the_fingerprint_that_ssh_keygen_shows()
    {
        await world.Do(new CreateUserRequest { UserName = "keyed" });
        var made = (await world.Do(new UploadSshPublicKeyRequest { UserName = "keyed", SshPublicKeyBody = $"{Key} anna@laptop" })).SshPublicKey;
        Assert.Equal((20, "APKA", "Active", "keyed"), (made.SshPublicKeyId.Length, made.SshPublicKeyId[..4], made.Status, made.UserName));
        Assert.Equal((Fingerprint, $"{Key} anna@laptop"), (made.Fingerprint, made.SshPublicKeyBody));

        var ssh = (await world.Do(new GetSshPublicKeyRequest { UserName = "keyed", SshPublicKeyId = made.SshPublicKeyId, Encoding = "SSH" })).SshPublicKey;
        Assert.Equal((Key, Fingerprint, world.Clock.GetUtcNow()), (ssh.SshPublicKeyBody, ssh.Fingerprint, ssh.UploadDate));

        var pem = (await world.Do(new GetSshPublicKeyRequest { UserName = "keyed", SshPublicKeyId = made.SshPublicKeyId, Encoding = "PEM" })).SshPublicKey;
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----\n", pem.SshPublicKeyBody, StringComparison.Ordinal);
        Assert.EndsWith("-----END PUBLIC KEY-----\n", pem.SshPublicKeyBody, StringComparison.Ordinal);
        using var key = RSA.Create();
        key.ImportFromPem(pem.SshPublicKeyBody);
        Assert.Equal(2048, key.KeySize);

        await world.Refuses(
            new UploadSshPublicKeyRequest { UserName = "keyed", SshPublicKeyBody = pem.SshPublicKeyBody }, "DuplicateSSHPublicKey", 400,
            "Duplicate SSH public key uploaded.");
        await world.Refuses(
            new UploadSshPublicKeyRequest { UserName = "keyed", SshPublicKeyBody = key.ExportRSAPublicKeyPem() }, "DuplicateSSHPublicKey", 400,
            "Duplicate SSH public key uploaded.");
        await world.Do(new CreateUserRequest { UserName = "other" });
        await world.Do(new UploadSshPublicKeyRequest { UserName = "other", SshPublicKeyBody = pem.SshPublicKeyBody });
    }

    [Fact]
    public async Task It_is_switched_off_listed_and_deleted_and_another_users_name_does_not_reach_it()
    {
        await world.Do(new CreateUserRequest { UserName = "switched" });
        await world.Do(new CreateUserRequest { UserName = "stranger" });
        var id = (await world.Do(new UploadSshPublicKeyRequest { UserName = "switched", SshPublicKeyBody = Key })).SshPublicKey.SshPublicKeyId;
        await world.Do(new UpdateSshPublicKeyRequest { UserName = "switched", SshPublicKeyId = id, Status = "Inactive" });
        var listed = Assert.Single((await world.Do(new ListSshPublicKeysRequest { UserName = "switched" })).SshPublicKeys);
        Assert.Equal((id, "Inactive", "switched"), (listed.SshPublicKeyId, listed.Status, listed.UserName));
        await world.Refuses(
            new UpdateSshPublicKeyRequest { UserName = "switched", SshPublicKeyId = id, Status = "Expired" }, "InvalidInput", 400,
            "Operation does not support status Expired");

        await world.Refuses(
            new DeleteSshPublicKeyRequest { UserName = "stranger", SshPublicKeyId = id }, "NoSuchEntity", 404, $"User has no Public Key with id {id}.");
        const string Unknown = "APKAXXXXXXXXXXXXXXXXX";
        await world.Refuses(
            new GetSshPublicKeyRequest { UserName = "switched", SshPublicKeyId = Unknown, Encoding = "SSH" }, "NoSuchEntity", 404,
            $"The Public Key with id {Unknown} cannot be found.");

        await world.Refuses(
            new DeleteUserRequest { UserName = "switched" }, "DeleteConflict", 409, "Cannot delete entity, must remove referenced objects first.");
        await world.Do(new UpdateUserRequest { UserName = "switched", NewUserName = "renamed" });
        Assert.Equal("renamed", Assert.Single((await world.Do(new ListSshPublicKeysRequest { UserName = "renamed" })).SshPublicKeys).UserName);
        await world.Do(new DeleteSshPublicKeyRequest { UserName = "renamed", SshPublicKeyId = id });
        await world.Do(new DeleteUserRequest { UserName = "renamed" });
    }

    [Fact]
    public async Task A_user_has_five()
    {
        await world.Do(new CreateUserRequest { UserName = "many" });
        for (var made = 0; made < 5; made++)
        {
            await world.Do(new UploadSshPublicKeyRequest { UserName = "many", SshPublicKeyBody = NewPem(2048) });
        }

        await world.Refuses(
            new UploadSshPublicKeyRequest { UserName = "many", SshPublicKeyBody = Key }, "LimitExceeded", 409, "Cannot exceed quota for PublicKeysPerUser: 5");
    }

    [Fact]
    public async Task Weak_keys_and_what_is_no_RSA_key_are_refused()
    {
        await world.Do(new CreateUserRequest { UserName = "careless" });
        await Refused(NewPem(1024), "InvalidPublicKey", "Invalid body for public key");
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var blob = Convert.FromBase64String(Key.Split(' ')[1]);
        foreach (var text in new[]
        {
            "nonsense", "ssh-rsa", "ssh-rsa ", "ssh-rsa AAAA", "ssh-rsa !!!!", "ssh-dss " + Key.Split(' ')[1], Key.Replace(' ', '\n'),
            curve.ExportSubjectPublicKeyInfoPem(), NewPem(2048) + "and more", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "ssh-rsa " + Convert.ToBase64String([.. blob, 0]), "ssh-rsa " + Convert.ToBase64String(blob.AsSpan(0, blob.Length - 1)),
        })
        {
            await Refused(text, "UnrecognizedPublicKeyEncoding", "Invalid public key uploaded.");
        }

        Task Refused(string body, string code, string message) =>
            world.Refuses(new UploadSshPublicKeyRequest { UserName = "careless", SshPublicKeyBody = body }, code, 400, message);
    }

    private static string NewPem(int bits)
    {
        using var key = RSA.Create(bits);
        return key.ExportSubjectPublicKeyInfoPem();
    }
}
