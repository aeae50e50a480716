using Daypass.Cli;

var terminal = Terminal.OfProcess();
var exitCode = CommandLine.Run(terminal, args);
terminal.Out.Flush();
return exitCode;
