namespace Daypass.Iam.Tests;

public sealed class OperationsPageTests(IamWorld world) : IClassFixture<IamWorld>
{
    [Fact]
    public void The_page_of_operations_is_what_the_code_says()
    {
        var path = Path.Combine(Root(), "docs", "operations.md");
        var written = OperationsPage.Write(world.Server.Host.Service.Operations.All);
        if (Environment.GetEnvironmentVariable("DAYPASS_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, written);
        }

        Assert.Equal(written, File.ReadAllText(path));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Daypass.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }
}
