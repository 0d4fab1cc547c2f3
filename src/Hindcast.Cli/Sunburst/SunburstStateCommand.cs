using System.CommandLine;
using Hindcast.Analysis.Sunburst;
using Hindcast.Cli.Commands;
using Hindcast.Cli.Output;
using Hindcast.Formats.Orion;

namespace Hindcast.Cli.Sunburst;

/// <summary>
/// <c>hindcast sunburst state FILE</c>: the implant's last state out of the configuration file beside Orion's DLL. Exit code 0,
/// 3 when the values are none of the implant's, 2 when the file cannot be read.
/// </summary>
internal static class SunburstStateCommand
{
    internal static Command Create()
    {
        Argument<FileInfo> file = new("file") { Description = "The configuration file, SolarWinds.Orion.Core.BusinessLayer.dll.config." };
        Command command = new(
            "state",
            """
            Reads the last state of the implant out of Orion's configuration file.

            Exit code: 0 read; 2 wrong usage, or the file cannot be read; 3 the values are none of the implant's.

            Example:
              hindcast sunburst state SolarWinds.Orion.Core.BusinessLayer.dll.config
            """)
        {
            file,
        };
        command.SetGuarded((result, _) =>
        {
            string fault;
            OrionConfig? config;
            try
            {
                using FileStream stream = result.GetValue(file)!.OpenRead();
                config = OrionConfig.Read(stream, out fault);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                (config, fault) = (null, failure.Message);
            }

            if (config is null)
            {
                Console.Error.WriteLine($"hindcast: {Terminal.Safe(fault)}");
                return ExitCodes.Usage;
            }

            SunburstState state = SunburstState.FromValues(config.ReportWatcherRetry, config.ReportWatcherPostpone);
            Console.WriteLine(Terminal.Safe($"implant: {state.Status}"));
            Console.WriteLine(Terminal.Safe($"security products marked as stopped: {(state.StoppedProducts.Count > 0 ? string.Join(", ", state.StoppedProducts) : "none")}"));
            if (state.Remark.Length > 0)
            {
                Console.WriteLine(Terminal.Safe(state.Remark));
            }

            return state.Remark.Length > 0 || state.Status.StartsWith("not known", StringComparison.Ordinal) ? ExitCodes.Incomplete : ExitCodes.Clean;
        });
        return command;
    }
}
