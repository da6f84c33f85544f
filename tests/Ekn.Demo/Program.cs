using Ekn.Core;
using Ekn.Demo;

return await DemoApplication.RunAsync(args, HomeFolder.Find(Environment.GetEnvironmentVariable("EKN_HOME")));
