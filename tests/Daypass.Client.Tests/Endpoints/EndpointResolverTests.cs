using Daypass.Client.Endpoints;
using Daypass.Client.Profiles;
using Daypass.Client.Tests.Support;
using Daypass.Protocol.Catalogue;

namespace Daypass.Client.Tests.Endpoints;

public sealed class EndpointResolverTests : IDisposable
{
    private readonly TestMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData("AWS_ENDPOINT_URL_STS")]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData(null)]
    public void Configured_addresses_can_be_ignored(string? variable)
    {
        _machine.Home.Write(".aws/config", "[default]\nregion = eu-west-1\nendpoint_url = http://profile.example/\n");
        if (variable is not null)
        {
            _machine.Variables[variable] = "http://configured.example/";
        }

        Assert.Equal(variable is null ? "profile.example" : "configured.example", Resolve(Service.Sts).Url.Host);
        _machine.Variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";
        Assert.Equal(("https://sts.eu-west-1.amazonaws.com/", "the region eu-west-1"), (Resolve(Service.Sts).Url.AbsoluteUri, Resolve(Service.Sts).Origin));
        Assert.Equal("option.example", Resolve(Service.Sts, new ExplicitSettings { EndpointUrl = "http://option.example/" }).Url.Host);
    }

    [Fact]
    public void Configured_addresses_can_be_ignored_by_a_profile()
    {
        _machine.Home.Write(".aws/config", "[default]\nregion = eu-west-1\nignore_configured_endpoint_urls = true\n");
        _machine.Variables["AWS_ENDPOINT_URL"] = "http://configured.example/";
        Assert.Equal("sts.eu-west-1.amazonaws.com", Resolve(Service.Sts).Url.Host);
    }

    [Fact]
    public void Each_service_has_a_variable_of_its_own()
    {
        _machine.Variables["AWS_REGION"] = "eu-west-1";
        _machine.Variables["AWS_ENDPOINT_URL"] = "http://all.example/";
        _machine.Variables["AWS_ENDPOINT_URL_IAM"] = "http://iam.example/";
        Assert.Equal(("iam.example", "the environment variable AWS_ENDPOINT_URL_IAM"), (Resolve(Service.Iam).Url.Host, Resolve(Service.Iam).Origin));
        Assert.Equal("all.example", Resolve(Service.Sts).Url.Host);
        _machine.Variables["AWS_ENDPOINT_URL_STS"] = "http://sts.example/";
        Assert.Equal(("sts.example", "iam.example"), (Resolve(Service.Sts).Url.Host, Resolve(Service.Iam).Url.Host));
    }

    [Theory]
    [InlineData("eu-west-1", "legacy", "sts.amazonaws.com", "us-east-1")]
    [InlineData("eu-west-1", "regional", "sts.eu-west-1.amazonaws.com", "eu-west-1")]
    [InlineData("eu-south-1", "legacy", "sts.eu-south-1.amazonaws.com", "eu-south-1")]
    public void The_global_endpoint_serves_the_old_regions_where_that_is_asked_for(string region, string regional, string host, string signing)
    {
        _machine.Variables["AWS_REGION"] = region;
        _machine.Variables["AWS_STS_REGIONAL_ENDPOINTS"] = regional;
        Assert.Equal((host, signing), (Resolve(Service.Sts).Url.Host, Resolve(Service.Sts).SigningRegion));
    }

    [Theory]
    [InlineData("eu-west-1", "true", "false", "sts-fips.eu-west-1.amazonaws.com", "iam-fips.amazonaws.com")]
    [InlineData("eu-west-1", "false", "true", "sts.eu-west-1.api.aws", "iam.global.api.aws")]
    [InlineData("eu-west-1", "true", "true", "sts-fips.eu-west-1.api.aws", "iam-fips.global.api.aws")]
    [InlineData("cn-north-1", "false", "true", "sts.cn-north-1.api.amazonwebservices.com.cn", "iam.global.api.amazonwebservices.com.cn")]
    [InlineData("us-gov-west-1", "true", "false", "sts.us-gov-west-1.amazonaws.com", "iam.us-gov.amazonaws.com")]
    [InlineData("us-iso-east-1", "true", "false", "sts-fips.us-iso-east-1.c2s.ic.gov", "iam-fips.us-iso-east-1.c2s.ic.gov")]
    [InlineData("us-east-1-fips", "false", "false", "sts-fips.us-east-1.amazonaws.com", "iam-fips.amazonaws.com")]
    [InlineData("fips-us-east-1", "false", "false", "sts-fips.us-east-1.amazonaws.com", "iam-fips.amazonaws.com")]
    public void Hosts_for_FIPS_and_for_both_versions_of_IP_are_those_of_the_published_rules(
        string region,
        string fips,
        string dualStack,
        string sts,
        string iam)
    {
        _machine.Variables["AWS_REGION"] = region;
        _machine.Variables["AWS_USE_FIPS_ENDPOINT"] = fips;
        _machine.Variables["AWS_USE_DUALSTACK_ENDPOINT"] = dualStack;
        Assert.Equal((sts, iam), (Resolve(Service.Sts).Url.Host, Resolve(Service.Iam).Url.Host));
    }

    [Theory]
    [InlineData("us-west-2", "sts-fips.us-west-2.amazonaws.com")]
    [InlineData("us-gov-east-1", "sts.us-gov-east-1.amazonaws.com")]
    public void FIPS_is_not_given_up_for_the_global_endpoint(string region, string host)
    {
        _machine.Variables["AWS_REGION"] = region;
        _machine.Variables["AWS_STS_REGIONAL_ENDPOINTS"] = "legacy";
        _machine.Variables["AWS_USE_FIPS_ENDPOINT"] = "true";
        Assert.Equal(host, Resolve(Service.Sts).Url.Host);
    }

    [Fact]
    public void Variables_win_over_services_and_services_over_the_profile()
    {
        _machine.Home.Write(
            ".aws/config",
            "[default]\nregion = eu-west-1\nservices = x\nendpoint_url = http://profile.example/\n[services x]\nsts =\n"
            + "  endpoint_url = http://section.example/\n");
        Assert.Equal("section.example", Resolve(Service.Sts).Url.Host);
        Assert.Equal("profile.example", Resolve(Service.Iam).Url.Host);
        Assert.EndsWith("/.aws/config, line 7)", Resolve(Service.Sts).Origin, StringComparison.Ordinal);
        _machine.Variables["AWS_ENDPOINT_URL"] = "http://all.example/";
        Assert.Equal("all.example", Resolve(Service.Sts).Url.Host);
        _machine.Variables["AWS_ENDPOINT_URL_STS"] = "http://sts.example/";
        Assert.Equal("sts.example", Resolve(Service.Sts).Url.Host);
    }

    [Theory]
    [InlineData("services = corpp\n[services corp]\nsts =\n  endpoint_url = http://own.example/\n")]
    [InlineData("services = corp\n[services corp]\n")]
    [InlineData("services = corp\n")]
    [InlineData("services =\n")]
    public void A_services_section_that_is_not_there_sends_nothing_to_AWS(string settings)
    {
        var file = _machine.Home.Write(".aws/config", "[default]\nregion = eu-west-1\n" + settings);
        foreach (var service in new[] { Service.Sts, Service.Iam, Service.Toolbox })
        {
            var error = EndpointResolver.Resolve(_machine.Load(), service).Error!;
            Assert.Contains("services configuration does not exist.", error.Message, StringComparison.Ordinal);
            Assert.Equal($"The name came from services in profile default ({file}, line 3).", error.Advice);
        }

        _machine.Variables["AWS_ENDPOINT_URL"] = "http://all.example/";
        Assert.Equal("all.example", Resolve(Service.Sts).Url.Host);
    }

    [Theory]
    [InlineData("use_fips_endpoint", "yes", "'yes' is neither true nor false.")]
    [InlineData("use_dualstack_endpoint", "1", "'1' is neither true nor false.")]
    [InlineData("ignore_configured_endpoint_urls", "on", "'on' is neither true nor false.")]
    [InlineData("sts_regional_endpoints", "bogus", "STS regional endpoints option bogus is invalid. Valid options are: \"legacy\", \"regional\"")]
    public void A_word_that_is_none_of_a_settings_words_is_refused_by_file_and_line(string key, string value, string message)
    {
        var file = _machine.Home.Write(".aws/config", $"[default]\nregion = eu-west-1\n{key} = {value}\n");
        var error = EndpointResolver.Resolve(_machine.Load(), Service.Sts).Error!;
        Assert.Equal((message, $"The value came from {key} in profile default ({file}, line 3)."), (error.Message, error.Advice));
        _machine.Home.Write(".aws/config", $"[default]\nregion = eu-west-1\n{key} =\n");
        Assert.Equal("sts.eu-west-1.amazonaws.com", Resolve(Service.Sts).Url.Host);
    }

    [Fact]
    public void A_profile_on_the_way_to_the_credentials_sends_its_request_where_the_run_goes()
    {
        _machine.Home.Write(
            ".aws/config",
            "[profile dev]\nregion = eu-west-1\nuse_fips_endpoint = true\nsource_profile = middle\n[profile own]\nregion = eu-west-1\nendpoint_url = "
            + "http://own.example/\n[profile middle]\nregion = us-east-1\nendpoint_url = http://other.example/\n[profile bare]\n");
        var own = _machine.Load(new ExplicitSettings { Profile = "own" });
        foreach (var name in new[] { "middle", "bare" })
        {
            var endpoint = EndpointResolver.Resolve(own.ForProfile(own.Store.Find(name)!), Service.Sts).Value!;
            Assert.Equal(("own.example", "eu-west-1"), (endpoint.Url.Host, endpoint.SigningRegion));
        }

        var dev = _machine.Load(new ExplicitSettings { Profile = "dev" });
        Assert.Equal("sts-fips.eu-west-1.amazonaws.com", EndpointResolver.Resolve(dev.ForProfile(dev.Store.Find("bare")!), Service.Sts).Value!.Url.Host);
    }

    [Theory]
    [InlineData("eu.west")]
    [InlineData("eu-west-1.evil.example/")]
    [InlineData("-eu-west-1")]
    [InlineData("fips-")]
    public void What_is_no_region_never_becomes_part_of_a_host(string region)
    {
        _machine.Variables["AWS_REGION"] = region;
        var error = EndpointResolver.Resolve(_machine.Load(), Service.Sts).Error!;
        Assert.Equal($"Provided region_name '{region}' doesn't match a supported format.", error.Message);
    }

    [Fact]
    public void An_empty_option_or_setting_is_none()
    {
        _machine.Home.Write(".aws/config", "[default]\nregion =\n");
        Assert.Null(_machine.Load().Region);
        Assert.Equal("sts.amazonaws.com", Resolve(Service.Sts).Url.Host);
    }

    private ServiceEndpoint Resolve(Service service, ExplicitSettings? asked = null)
    {
        var endpoint = EndpointResolver.Resolve(_machine.Load(asked), service);
        Assert.True(endpoint.Succeeded, endpoint.Error?.Message);
        return endpoint.Value;
    }
}
