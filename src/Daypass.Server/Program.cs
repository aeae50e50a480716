using System.CommandLine;
using Daypass.Server.Commands;

var parsed = ServerCommand.Create().Parse(args);
if (WrongInput.Explain(parsed) is { } wrong)
{
    // One sentence, which a service's journal has to show as well; the options are a page, which --help shows.
    await Console.Error.WriteLineAsync($"daypass-server: {wrong}");
    return 1;
}

// A server answers signals itself, because running requests need longer than a command gets to end.
return await parsed.InvokeAsync(parsed.CommandResult.Command is RootCommand ? new InvocationConfiguration { ProcessTerminationTimeout = null } : null);
