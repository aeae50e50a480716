using System.Text;

namespace Daypass.Client.Tests.Configurations;

/// <summary>Configurations: profiles by sources by endpoints by environment, right ones and mistaken ones.</summary>
internal sealed class ConfigurationSamples(int seed)
{
    private static readonly string[] Sources =
    [
        "keys", "keys in config", "half a key", "role", "role of a role", "role without source", "role of nobody", "role with both sources", "loop",
        "role by environment", "role by container", "role by instance", "role by unknown source", "web identity", "web identity without role", "sso",
        "sso session", "sso session that is not there", "sso that contradicts", "sso that lacks", "process", "process that fails", "nothing", "no profile",
    ];

    private static readonly string[] Regions =
    [
        "eu-west-1", "us-east-1", "us-west-2", "us-gov-west-1", "us-gov-east-1", "cn-north-1", "us-iso-east-1", "us-isob-east-1", "eusc-de-east-1",
        "aws-global", "us-east-1-fips", "fips-us-west-2", "eu-nowhere-9", "Moon-1", "no.region", "",
    ];

#pragma warning disable CA5394, RS0030 // The same configurations in every run.
    private readonly Random _random = new(seed);

    /// <summary>A configuration for each source in turn.</summary>
    public Configuration Next(int number, string token)
    {
        var (config, credentials) = (new StringBuilder(), new StringBuilder());
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["AWS_MAX_ATTEMPTS"] = "1" };
        var named = Pick("option", "option", "variable", "default");
        var profile = named == "default" ? "default" : "dev";
        config.Append(profile == "default" ? "[default]\n" : "[profile dev]\n");
        WriteEndpoints(config, variables);
        var rest = WriteSource(Sources[number % Sources.Length], config, credentials, profile, token);
        config.Append(rest);
        if (named == "variable")
        {
            variables["AWS_PROFILE"] = profile;
        }

        WriteVariables(variables, token);
        return new Configuration(config.ToString(), credentials.ToString(), variables, named == "option" ? profile : null, Pick("sts", "sts", "iam"));
    }

    private void WriteEndpoints(StringBuilder config, Dictionary<string, string> variables)
    {
        switch (_random.Next(3))
        {
            case 0:
                config.Append($"region = {Pick(Regions)}\n");
                break;
            case 1:
                variables["AWS_DEFAULT_REGION"] = Pick(Regions);
                break;
            default:
                config.Append("region = eu-west-1\n");
                break;
        }

        foreach (var (key, variable, values) in new (string, string, string[])[]
        {
            ("endpoint_url", "AWS_ENDPOINT_URL", ["http://all.example:8017", "https://all.example/path"]),
            ("services", "", ["good", "good", "other", "missing", "empty"]),
            ("", "AWS_ENDPOINT_URL_STS", ["http://sts.example"]),
            ("", "AWS_ENDPOINT_URL_IAM", ["http://iam.example"]),
            ("", "AWS_ENDPOINT_URL_SSO", ["http://sso.example"]),
            ("use_fips_endpoint", "AWS_USE_FIPS_ENDPOINT", ["true", "True", "false"]),
            ("use_dualstack_endpoint", "AWS_USE_DUALSTACK_ENDPOINT", ["true", "false"]),
            ("sts_regional_endpoints", "AWS_STS_REGIONAL_ENDPOINTS", ["legacy", "regional", "bogus"]),
            ("ignore_configured_endpoint_urls", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", ["true", "false"]),
            ("max_attempts", "", ["2", "abc"]),
            ("retry_mode", "AWS_RETRY_MODE", ["standard", "sometimes"]),
        })
        {
            if (key.Length > 0 && _random.Next(7) == 0)
            {
                config.Append($"{key} = {Pick(values)}\n");
            }

            if (variable.Length > 0 && _random.Next(9) == 0)
            {
                variables[variable] = Pick(values);
            }
        }
    }

    // Writes what the profile says of its credentials, and gives the sections behind it.
    private string WriteSource(string source, StringBuilder config, StringBuilder credentials, string profile, string token)
    {
        const string Role = "role_arn = arn:aws:iam::111122223333:role/dev\n";
        const string Base = "[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = s\n";
        const string Sso = "sso_account_id = 111122223333\nsso_role_name = reader\n";
        const string Session = "[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.example/start\n";
        const string Keys = "aws_access_key_id = AKIAOWN\naws_secret_access_key = s\n";
        var services = "[services good]\nsts =\n  endpoint_url = http://good.example\niam =\n  endpoint_url = http://good.example/iam\n"
            + "[services other]\ns3 =\n  endpoint_url = http://s3.example\n[services empty]\n";
        if (_random.Next(2) == 0 || source.StartsWith("role of a role", StringComparison.Ordinal) || source == "role")
        {
            credentials.Append(Base);
        }

        var (own, behind) = source switch
        {
            "keys in config" => (Keys, ""),
            "half a key" => ("aws_access_key_id = AKIAOWN\n", ""),
            "role" => (Role + "source_profile = base\nduration_seconds = 900\n", ""),
            "role of a role" => (
                Role + "source_profile = middle\n", "[profile middle]\nrole_arn = arn:aws:iam::111122223333:role/middle\nsource_profile = base\n"),
            "role without source" => (Role, ""),
            "role of nobody" => (Role + "source_profile = gone\n", ""),
            "role with both sources" => (Role + "source_profile = base\ncredential_source = Environment\n", ""),
            "loop" => (Role + "source_profile = other\n", $"[profile other]\nrole_arn = arn:aws:iam::111122223333:role/other\nsource_profile = {profile}\n"),
            "role by environment" => (Role + "credential_source = Environment\n", ""),
            "role by container" => (Role + "credential_source = EcsContainer\n", ""),
            "role by instance" => (Role + "credential_source = Ec2InstanceMetadata\n", ""),
            "role by unknown source" => (Role + "credential_source = Elsewhere\n", ""),
            "web identity" => (Role + $"web_identity_token_file = {token}\n", ""),
            "web identity without role" => ($"web_identity_token_file = {token}\n", ""),
            "sso" => (Sso + "sso_region = us-east-1\nsso_start_url = https://corp.example/start\n", ""),
            "sso session" => (Sso + "sso_session = corp\n", Session),
            "sso session that is not there" => (Sso + "sso_session = corq\n", Session),
            "sso that contradicts" => (Sso + "sso_session = corp\nsso_region = eu-west-1\n", Session),
            "sso that lacks" => (Sso + "sso_start_url = https://corp.example/start\n", ""),
            "process" => ("""credential_process = echo '{"Version":1,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"s"}'""" + "\n", ""),
            "process that fails" => ("credential_process = false\n", ""),
            _ => ("", ""),
        };
        if (source == "keys")
        {
            credentials.Append($"[{profile}]\n{Keys}");
        }

        if (source == "no profile")
        {
            config.Replace("[profile dev]", "[profile deb]");
        }

        config.Append(own);
        return behind + services;
    }

    private void WriteVariables(Dictionary<string, string> variables, string token)
    {
        foreach (var (odds, name, value) in new (int, string, string)[]
        {
            (6, "AWS_WEB_IDENTITY_TOKEN_FILE", token), (6, "AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/web"),
            (4, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/credentials"), (8, "AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:81/full"),
            (2, "AWS_EC2_METADATA_DISABLED", "true"), (7, "HTTPS_PROXY", "http://proxy.example:3128"), (7, "http_proxy", "http://small.example"),
            (5, "NO_PROXY", "good.example,.amazonaws.com,169.254.169.254,169.254.170.2"), (12, "NO_PROXY", "*"),
        })
        {
            if (_random.Next(odds) == 0)
            {
                variables[name] = value;
            }
        }

        if (_random.Next(4) == 0)
        {
            variables["AWS_ACCESS_KEY_ID"] = "AKIAENV";
            if (_random.Next(5) > 0)
            {
                variables["AWS_SECRET_ACCESS_KEY"] = "s";
            }
        }
    }

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];
#pragma warning restore CA5394, RS0030
}
