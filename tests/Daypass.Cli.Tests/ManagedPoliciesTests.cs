using Daypass.Cli.Tests.Support;
using Daypass.Testing.Server;

namespace Daypass.Cli.Tests;

/// <summary><c>bench/managed-policies.sh</c>, which asks a server about each policy of a folder, with some documents of our own.</summary>
[Trait("Category", "foreign")]
public sealed class ManagedPoliciesTests : IDisposable
{
    private const string Conditions =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":"iam:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_policy_of_a_folder_is_stored_decided_by_and_explained()
    {
        Write("ReadsQueues", """
            {"name":"ReadsQueues","arn":"arn:aws:iam::aws:policy/job-function/ReadsQueues",
            "document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sqs:Get*","sqs:ListQueues"],"Resource":"*"}]}}
            """);
        Write("Linked", """
            {"arn":"arn:aws:iam::aws:policy/aws-service-role/Linked",
            "document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::${aws:PrincipalAccount}-*/*"}]}}
            """);
        Write("Answer", $$"""{"PolicyVersion":{"VersionId":"v3","Document":{{Conditions}} } }""");
        Write("Large", "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":["
            + string.Join(',', Enumerable.Range(0, 400).Select(static i => $"\"sqs:Operation{i:D4}\"")) + "],\"Resource\":\"*\"}}");

        var result = await Run();

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        string[] lines =
        [
            "read: 4 policies, 0 files without a document", "import: 4 done, 0 failed, the command says 4 imported, 0 refused",
            "CreatePolicy: 4 done, 0 failed, 1 of them refused", "SimulatePrincipalPolicy, each imported policy attached to a role: 3 done, 0 failed",
            "SimulateCustomPolicy: 4 done, 0 failed", "daypass policy eval: 4 done, 0 failed", "daypass policy check: 4 done, 0 failed",
        ];
        var printed = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines.Length, printed.Length);
        Assert.All(
            lines.Zip(printed),
            static pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_refused_is_named_and_ends_with_an_error()
    {
        Write("Fine", Conditions);
        Write("Misspelt", Conditions.Replace("Bool", "Boole", StringComparison.Ordinal));
        Write("Empty", "{}");

        var result = await Run();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("1 files without a document Empty\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("import: 1 done, 1 failed", result.Output, StringComparison.Ordinal);
        Assert.Contains("CreatePolicy: 1 done, 1 failed", result.Output, StringComparison.Ordinal);
        Assert.Contains("  Misspelt: v1, line 1, column ", result.Output, StringComparison.Ordinal);
        Assert.Contains("  Misspelt: MalformedPolicyDocument: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("daypass policy eval: 1 done, 1 failed", result.Output, StringComparison.Ordinal);
        Assert.Contains("daypass policy check: 1 done, 1 failed", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Traceback", result.Error, StringComparison.Ordinal);
    }

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder.Path, $"{name}.json"), content);

    private Task<CliResult> Run() => PublishedProgram.Run(
        Path.Combine(Repository.Root, "bench", "managed-policies.sh"),
        [
            "--server", Path.ChangeExtension(ServerProcess.Program, null), "--daypass", Path.Combine(AppContext.BaseDirectory, "daypass"), _folder.Path,
        ]);
}
