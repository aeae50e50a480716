using System.CommandLine;
using Daypass.Server.Commands;

var parsed = ServerCommand.Create().Parse(args);

// A server answers signals itself, because running requests need longer than a command gets to end.
return await parsed.InvokeAsync(parsed.CommandResult.Command is RootCommand ? new InvocationConfiguration { ProcessTerminationTimeout = null } : null);
