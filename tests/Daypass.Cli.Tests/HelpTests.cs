using Daypass.Cli.Aws;
using Daypass.Cli.Tests.Support;
using Daypass.Protocol.Catalogue;

namespace Daypass.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData(Service.Sts, "sts")]
    [InlineData(Service.Iam, "iam")]
    public void Every_operation_has_help_with_an_example_that_the_parser_takes(Service service, string name)
    {
        using var run = new CliRun().WithKeys("http://127.0.0.1:1");
        run.Variables["AWS_MAX_ATTEMPTS"] = "1";
        List<string> wrong = [];
        foreach (var operation in OperationCatalogue.List(service))
        {
            var command = OperationNames.ForCommandLine(operation.Name);
            var help = run.Run(name, command, "--help");
            var at = help.Output.IndexOf("\nExample:\n  daypass ", StringComparison.Ordinal);
            if (help.ExitCode != 0 || at < 0)
            {
                wrong.Add(command);
                continue;
            }

            // What is missing or unknown would be said with 252 and the usage; values in the example are placeholders.
            var example = help.Output[(at + "\nExample:\n  daypass ".Length)..].Trim().Split(' ');
            var error = run.Run(example).Error;
            if (error.Contains("usage:", StringComparison.Ordinal))
            {
                wrong.Add(error);
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sts")]
    [InlineData("iam")]
    [InlineData("profile")]
    [InlineData("policy")]
    public void Every_group_has_help_with_an_example(string group)
    {
        using var run = new CliRun();
        string[] words = group.Length == 0 ? ["--help"] : group is "sts" or "iam" ? [group, "help"] : [group];
        var help = run.Run(words);
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("\nExample:\n  daypass ", help.Output, StringComparison.Ordinal);
    }
}
