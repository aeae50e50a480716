namespace Daypass.Server.Tests.Sts;

/// <summary>A permissions boundary whose policy is gone allows nothing: what limited its holder must not end with it.</summary>
public sealed class MissingBoundaryTests(World world) : IClassFixture<World>
{
    private string Gone => $"arn:aws:iam::{world.Account}:policy/gone";

    [Fact]
    public async Task Of_a_user()
    {
        var (user, key) = await world.NewUser(World.Probe);
        Assert.True(await world.MayProbe(key));
        await world.Change(user, found => found with { Grants = found.Grants with { Boundary = Gone } });
        Assert.False(await world.MayProbe(key));
    }

    [Fact]
    public async Task Of_a_role()
    {
        var (role, arn) = await world.NewTrustingRole(World.Probe);
        var session = await world.Assume(arn, world.Admin);
        Assert.True(await world.MayProbe(session));
        await world.Change(role, found => found with { Grants = found.Grants with { Boundary = Gone } });
        Assert.False(await world.MayProbe(session));
    }
}
