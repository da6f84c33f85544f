using Ekn.Core.Nights;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Core.Reports;

public static class ReportsRegistration
{
    public static IServiceCollection AddReports(this IServiceCollection services) =>
        services.AddSingleton<PeriodReportReader>().AddSingleton<NightsImport>();
}
