using System.Security.Cryptography;
using System.Text.Json;
using Daypass.Protocol.Signing;

namespace Daypass.Gateway.Tests.S3;

/// <summary>Programs of others, with credentials of sessions, in front of moto's S3.</summary>
[Trait("Category", "foreign")]
public sealed class MotoTests(MotoStore moto) : IClassFixture<MotoStore>, IAsyncLifetime
{
    private S3World _world = null!;
    private SigningCredentials _caller = null!;

    public async Task InitializeAsync()
    {
        _world = await S3World.Start(moto.Url, "moto", key: MotoStore.Key);
        _caller = await _world.AllPowerful();
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Boto3_with_its_transfer_manager()
    {
        await moto.NewBucket("many-boto");
        var output = await S3Program.Run(
            _world, _caller, "python3", Path.Combine(Testing.Server.ForeignProgram.Tools, "python", "s3_story.py"), _world.Url, "many-boto", "20");
        var found = JsonDocument.Parse(output).RootElement;
        S3Story.Check(found, 20);
    }

    [Fact]
    public async Task The_aws_command_line_syncs_copies_and_presigns()
    {
        await moto.NewBucket("many-cli");
        var folder = Directory.CreateDirectory(Path.Combine(_world.Folder, "tree")).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "deep"));
        var large = RandomNumberGenerator.GetBytes(9 * 1024 * 1024);
        await File.WriteAllBytesAsync(Path.Combine(folder, "large"), large);
        await File.WriteAllTextAsync(Path.Combine(folder, "deep", "a b.txt"), "deep");
        await Aws("s3", "sync", folder, "s3://many-cli/tree");
        await Aws("s3", "cp", "s3://many-cli/tree/deep/a b.txt", "s3://many-cli/copied");
        Assert.Equal("deep", await Aws("s3", "cp", "s3://many-cli/copied", "-"));
        var back = Path.Combine(_world.Folder, "back");
        await Aws("s3", "sync", "s3://many-cli/tree", back);
        Assert.Equal(large, await File.ReadAllBytesAsync(Path.Combine(back, "large")));
        using var http = new HttpClient();
        var presigned = (await Aws("s3", "presign", "s3://many-cli/copied")).Trim();
        using var answer = await http.GetAsync(new Uri(presigned));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(text == "deep", $"{presigned}: {text}");
        Assert.Contains("many-cli", await Aws("s3", "ls"), StringComparison.Ordinal);
        await Aws("s3", "rm", "--recursive", "s3://many-cli/tree");
        Assert.Equal("copied", (await Aws("s3", "ls", "s3://many-cli")).Trim().Split(' ')[^1]);
    }

    [Fact, Trait("Category", "slow")]
    public async Task The_aws_command_line_copies_100_mebibytes()
    {
        await moto.NewBucket("many-large");
        var path = Path.Combine(_world.Folder, "large");
        var piece = RandomNumberGenerator.GetBytes(1024 * 1024);
        await using (var file = File.Create(path))
        {
            for (var piecesLeft = 100; piecesLeft > 0; piecesLeft--)
            {
                await file.WriteAsync(piece);
            }
        }

        await Aws("s3", "cp", path, "s3://many-large/large");
        await Aws("s3", "cp", "s3://many-large/large", path + "2");
        Assert.Equal(await Sha256(path), await Sha256(path + "2"));
    }

    private static async Task<string> Sha256(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file));
    }

    private Task<string> Aws(params string[] arguments) => S3Program.Run(_world, _caller, "aws", arguments);
}
