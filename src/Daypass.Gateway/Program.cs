using System.CommandLine;
using Daypass.Gateway.Commands;

// A gateway answers signals itself, because running requests need longer than a command gets to end.
return await GatewayCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
