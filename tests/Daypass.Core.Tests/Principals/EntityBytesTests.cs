using Daypass.Core.Directory;

namespace Daypass.Core.Tests.Principals;

/// <summary>Tests of this collection measure the process's memory and run alone.</summary>
[CollectionDefinition(nameof(MeasuresMemory), DisableParallelization = true)]
public sealed class MeasuresMemory;

/// <summary>That the limit in bytes means what it says.</summary>
[Collection(nameof(MeasuresMemory))]
public sealed class EntityBytesTests
{
    [Fact]
    public async Task The_estimate_of_bytes_is_near_what_is_really_taken()
    {
        const int Roles = 3000;
        var world = new EntityDirectoryTests();
        await world.InitializeAsync();
        try
        {
            await world.AddRoles(Roles);
            using var directory = world.NewDirectory(CacheLimits.Default);
            Assert.NotNull(await directory.FindRole(EntityDirectoryTests.Account, "role-0", default));
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var estimated = directory.Bytes;
            for (var number = 1; number < Roles; number++)
            {
                await directory.FindRole(EntityDirectoryTests.Account, $"role-{number}", default);
            }

            var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
            estimated = directory.Bytes - estimated;
            Assert.True(estimated > taken * 0.5 && estimated < taken * 2, $"{estimated / Roles} bytes a role estimated, {taken / Roles} taken");
            Assert.Equal(Roles, directory.Count);
        }
        finally
        {
            await world.DisposeAsync();
        }
    }
}
