using System.Diagnostics;

namespace Daypass.House.Tests;

/// <summary>Adds an operation of each service to a copy of the sources, in exactly the files that CONTRIBUTING names, and builds it.</summary>
public sealed class ToyOperationTests
{
    private static readonly Toy[] Toys =
    [
        new(
            "Iam", "src/Daypass.Protocol/Iam/RoleAge.cs", "src/Daypass.Iam/Roles/GetRoleAge.cs", "src/Daypass.Iam/IamOperations.cs",
            "new GetRole(iam),", "new GetRoleAge(iam),"),
        new(
            "Sts", "src/Daypass.Protocol/Sts/GetCallerAccount.cs", "src/Daypass.Core/Sts/GetCallerAccount.cs", "src/Daypass.Core/Sts/StsOperations.cs",
            "new GetCallerIdentity(),", "new GetCallerAccount(),"),
    ];

    [Fact, Trait("Category", "slow")]
    public async Task An_operation_of_each_service_builds_with_the_files_that_CONTRIBUTING_names()
    {
        var copy = Directory.CreateTempSubdirectory("daypass-toys-");
        try
        {
            Copy(copy.FullName);
            foreach (var toy in Toys)
            {
                Add(copy.FullName, toy);
            }

            var (exit, output) = await Build(Path.Combine(copy.FullName, "src/Daypass.Iam"));
            Assert.True(exit == 0, output);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    [Fact]
    public void CONTRIBUTING_names_the_folders_and_lists_of_an_operation()
    {
        var text = Repository.Read("CONTRIBUTING.md");
        Assert.All(Toys, toy => Assert.Contains(Path.GetDirectoryName(toy.Records)!, text, StringComparison.Ordinal));
        Assert.All(Toys, toy => Assert.Contains(toy.List, text, StringComparison.Ordinal));
    }

    private static void Copy(string folder)
    {
        var wanted = Repository.Files.Where(static file =>
            file.StartsWith("src/", StringComparison.Ordinal) || !file.Contains('/', StringComparison.Ordinal));
        foreach (var file in wanted)
        {
            var to = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(Path.Combine(Repository.Root, file), to);
        }
    }

    private static void Add(string folder, Toy toy)
    {
        File.WriteAllText(Path.Combine(folder, toy.Records), Repository.Read($"tests/Daypass.House.Tests/ToyOperations/{toy.Name}.Records.txt"));
        File.WriteAllText(Path.Combine(folder, toy.Operation), Repository.Read($"tests/Daypass.House.Tests/ToyOperations/{toy.Name}.Operation.txt"));
        var list = Path.Combine(folder, toy.List);
        var text = File.ReadAllText(list);
        Assert.Contains(toy.Before, text, StringComparison.Ordinal);
        File.WriteAllText(list, text.Replace(toy.Before, $"{toy.Before} {toy.Line}", StringComparison.Ordinal));
    }

    private static async Task<(int Exit, string Output)> Build(string project)
    {
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", project, "--nologo", "-v", "quiet"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,

            // The server of this build would outlive it and keep the folder.
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1" },
        })!;
        var errors = build.StandardError.ReadToEndAsync();
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        return (build.ExitCode, output + await errors);
    }

    /// <summary>An operation to add.</summary>
    /// <param name="Name">The service.</param>
    /// <param name="Records">The file of its records.</param>
    /// <param name="Operation">The file of the operation.</param>
    /// <param name="List">The list of the service's operations.</param>
    /// <param name="Before">What stands before its name in the list.</param>
    /// <param name="Line">Its name in the list.</param>
    private sealed record Toy(string Name, string Records, string Operation, string List, string Before, string Line);
}
