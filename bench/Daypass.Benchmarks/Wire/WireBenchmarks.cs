using System.Buffers;
using BenchmarkDotNet.Attributes;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Sts;

namespace Daypass.Benchmarks.Wire;

/// <summary>Reading an AssumeRole request from its form and writing its answer.</summary>
[MemoryDiagnoser]
public class WireBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private readonly QueryForm _form = new();
    private readonly AssumeRoleResponse _response = new()
    {
        AssumedRoleUser = new AssumedRoleUser { AssumedRoleId = "AROAQAAAAAAAAAAAAAAAA:deploy", Arn = "arn:aws:sts::123456789012:assumed-role/deploy/deploy" },
        Credentials = new Credentials
        {
            AccessKeyId = "ASIAQAAAAAAAAAAAAAAA",
            SecretAccessKey = new string('s', 40),
            SessionToken = new string('t', 400),
            Expiration = DateTimeOffset.UnixEpoch,
        },
    };

    /// <summary>Parses the form and reads the record with all its checks.</summary>
    [Benchmark]
    public bool Decode()
    {
        _form.Parse(default,
            "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fdeploy"u8
            + "&RoleSessionName=deploy&DurationSeconds=900&ExternalId=blue"u8);
        return AssumeRoleRequest.Read(_form).Succeeded;
    }

    /// <summary>Writes the XML answer.</summary>
    [Benchmark]
    public int Encode()
    {
        _output.ResetWrittenCount();
        ResponseWriter.Success(_output, AssumeRoleRequest.Operation, _response, "7a62c49f-347e-4fc4-9331-6e8e7a96aa73", json: false);
        return _output.WrittenCount;
    }
}
