using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

// Calls with the credentials AWS's own chain finds; between them the chain decides itself whether to ask again: COUNT MILLISECONDS-BETWEEN
// The credentials are taken once a call: a client takes them twice, for the token and for the signature, and these may change in between.
var chain = DefaultAWSCredentialsIdentityResolver.GetCredentials();
for (var call = 0; call < int.Parse(args[0], CultureInfo.InvariantCulture); call++)
{
    var now = await chain.GetCredentialsAsync();
    using var sts = new AmazonSecurityTokenServiceClient(new SessionAWSCredentials(now.AccessKey, now.SecretKey, now.Token));
    Console.WriteLine((await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest())).Arn);
    await Task.Delay(int.Parse(args[1], CultureInfo.InvariantCulture));
}
