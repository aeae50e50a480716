using Daypass.Load;

return await LoadCommand.Create().Parse(args).InvokeAsync();
