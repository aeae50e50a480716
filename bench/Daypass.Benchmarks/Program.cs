using BenchmarkDotNet.Running;
using Daypass.Benchmarks.Policies;

if (args is [ProcessorTime.Argument])
{
    // dotnet run -c Release --project bench/Daypass.Benchmarks -- --policy-processor-time
    ProcessorTime.Print();
    return;
}

// dotnet run -c Release --project bench/Daypass.Benchmarks -- --filter '*' --job short
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
