using System.Globalization;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

// Calls with the credentials AWS's own chain finds; between them the chain decides itself whether to ask again: COUNT MILLISECONDS-BETWEEN
using var sts = new AmazonSecurityTokenServiceClient();
for (var call = 0; call < int.Parse(args[0], CultureInfo.InvariantCulture); call++)
{
    var identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest());
    Console.WriteLine(identity.Arn);
    await Task.Delay(int.Parse(args[1], CultureInfo.InvariantCulture));
}
