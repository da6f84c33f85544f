using Ekn.Worker;

var terminal = Terminal.OfProcess();
var application = new WorkerApplication(terminal, Environment.GetEnvironmentVariable("EKN_HOME"));
return await application.RunAsync(args, CancellationToken.None);
