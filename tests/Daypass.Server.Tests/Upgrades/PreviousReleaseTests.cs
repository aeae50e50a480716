using Daypass.Core.Sealing;
using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Tests.Nodes;
using Daypass.Testing.Databases;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Upgrades;

/// <summary>The release before this one runs on what this one stores, beside it and after it, and nothing is lost.</summary>
[Trait("Category", "slow")]
[Trait("Category", "foreign")]
public sealed class PreviousReleaseTests
{
    [PreviousReleaseTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_runs_beside_this_one_and_after_it_and_each_sees_what_the_other_writes(bool isShared)
    {
        var program = await PreviousRelease.Program;
        using var folder = new TemporaryFolder();
        var (newFolder, oldFolder) = (Path.Combine(folder.Path, "new"), Path.Combine(folder.Path, isShared ? "old" : "new"));
        var key = Path.Combine(folder.Path, "master.key");
        new MasterKeySource { Path = key, MayCreate = true }.Load(static _ => null);
        string[] where = isShared ? ["--database", await (await PostgresServer.Shared).CreateSchema(), "--master-key-file", key] : ["--master-key-file", key];
        string[] whereOld = [.. where, "--audit", Path.Combine(folder.Path, "old.jsonl")];

        // The new release makes the schema, and the old one starts on it.
        var current = await ServerProcess.Start(newFolder, where);
        var previous = await ServerProcess.StartOther(program, oldFolder, whereOld);
        try
        {
            var admin = current.Profiles["admin"];
            using var first = new ApiClient(new Uri(current.Url), TimeProvider.System);
            using var second = new ApiClient(new Uri(previous.Url), TimeProvider.System);
            var (byNew, byOld) = (await Make(first, admin, "by-new"), await Make(second, admin, "by-old"));
            await Accepts(second, byNew);
            await Accepts(first, byOld);
            await first.Get(new TagUserRequest { UserName = "by-old", Tags = [new Tag { Key = "changed", Value = "by-new" }] }, admin);
            await second.Get(new TagUserRequest { UserName = "by-new", Tags = [new Tag { Key = "changed", Value = "by-old" }] }, admin);
            await second.Get(new DeleteAccessKeyRequest { UserName = "by-new", AccessKeyId = byNew.AccessKeyId }, admin);
            await first.Get(new DeleteAccessKeyRequest { UserName = "by-old", AccessKeyId = byOld.AccessKeyId }, admin);
            await Refuses(first, byNew);
            await Refuses(second, byOld);

            // Taken back: the new one ends, the old one is started again, and goes on.
            Assert.Equal(0, await current.Interrupt());
            await previous.Interrupt();
            previous = await ServerProcess.StartOther(program, oldFolder, whereOld);
            using var alone = new ApiClient(new Uri(previous.Url), TimeProvider.System);
            await Refuses(alone, byNew);
            var later = await Make(alone, admin, "later");
            await Accepts(alone, later);

            // And forward once more.
            current = await ServerProcess.Start(newFolder, where);
            using var again = new ApiClient(new Uri(current.Url), TimeProvider.System);
            await Accepts(again, later);
            await Refuses(again, byOld);
            foreach (var (user, value) in new[] { ("by-old", "by-new"), ("by-new", "by-old") })
            {
                Assert.Equal(value, Assert.Single((await again.Get(new ListUserTagsRequest { UserName = user }, admin)).Tags).Value);
            }

            var (exported, exportedByOld) = (Path.Combine(folder.Path, "new.json"), Path.Combine(folder.Path, "old.json"));
            Succeeded(await ServerProcess.Run(["world", "export", exported, "--with-secrets", "--data", newFolder, .. where]));
            Succeeded(await ServerProcess.RunOther(program, ["world", "export", exportedByOld, "--with-secrets", "--data", oldFolder, .. where]));
            Assert.Equal(await File.ReadAllTextAsync(exportedByOld), await File.ReadAllTextAsync(exported));
        }
        finally
        {
            await current.DisposeAsync();
            await previous.DisposeAsync();
        }
    }

    private static async Task<SigningCredentials> Make(ApiClient api, SigningCredentials admin, string name)
    {
        await api.Get(new CreateUserRequest { UserName = name }, admin);
        var key = (await api.Get(new CreateAccessKeyRequest { UserName = name }, admin)).AccessKey;
        return new SigningCredentials(key.AccessKeyId, Secret.FromText(key.SecretAccessKey));
    }

    private static Task<TimeSpan> Accepts(ApiClient api, SigningCredentials who) =>
        Spread.TimeUntil(async () => (await api.Call(new GetCallerIdentityRequest(), who)).Succeeded);

    private static Task<TimeSpan> Refuses(ApiClient api, SigningCredentials who) =>
        Spread.TimeUntil(async () => (await api.Call(new GetCallerIdentityRequest(), who)).Error?.Code == "InvalidClientTokenId");

    private static void Succeeded(ForeignProgram.Outcome outcome) => Assert.True(outcome.ExitCode == 0, outcome.Errors);
}
