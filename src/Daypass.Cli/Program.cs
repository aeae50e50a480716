using Daypass.Cli;
using Daypass.Cli.Interaction;

var terminal = Terminal.ForProcess();
var exitCode = CommandLine.Run(terminal, args);
terminal.Out.Flush();
return exitCode;
