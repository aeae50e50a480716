using Daypass.Server.Commands;

return await ServerCommand.Create().Parse(args).InvokeAsync();
