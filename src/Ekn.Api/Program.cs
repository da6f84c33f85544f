using Ekn.Api;
using Ekn.Core;

var home = HomeFolder.Find(Environment.GetEnvironmentVariable("EKN_HOME"));
await using var app = ApiApplication.Create(args, home);
return await app.RunOrSayWhyNotAsync();
