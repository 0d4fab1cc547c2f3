using System.Data.Common;
using Hindcast.Fleet.Accounts;

namespace Hindcast.Web.Hosting;

/// <summary>The program's life: settings, host, end.</summary>
internal static class FleetProgram
{
    private const int Usage = 2;
    private const int Failure = 4;

    internal static async Task<int> Run(string[] arguments)
    {
        try
        {
            ServeSettings settings = ServeSettings.Read(arguments);
            await using WebApplication app = await FleetHost.Build(settings);
            await app.StartAsync();
            Console.Out.WriteLine($"Hindcast listens on {string.Join(" ", app.Urls)}");
            if (await app.Services.GetRequiredService<AccountStore>().IsEmpty(CancellationToken.None))
            {
                Console.Out.WriteLine($"No account is there yet. Open {app.Urls.First()}/setup and give this code: {app.Services.GetRequiredService<SetupCode>().Code}");
            }

            if (settings.EndWithInput)
            {
                _ = Task.Run(() => StopWithInput(app));
            }

            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception failure) when (failure is FormatException or FileNotFoundException)
        {
            Console.Error.WriteLine($"hindcast: {failure.Message}");
            return Usage;
        }
        catch (Exception failure) when (failure is IOException or DbException or InvalidOperationException)
        {
            Console.Error.WriteLine($"hindcast: {failure.Message}");
            return Failure;
        }
    }

    private static async Task StopWithInput(WebApplication app)
    {
        await Console.OpenStandardInput().CopyToAsync(Stream.Null);
        app.Lifetime.StopApplication();
    }
}
