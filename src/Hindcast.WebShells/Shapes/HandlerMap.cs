using System.Text.RegularExpressions;

namespace Hindcast.WebShells.Shapes;

/// <summary>A configuration file of a folder that has the server run files which are no pages: settings, pictures, texts.</summary>
internal static partial class HandlerMap
{
    private const int MaxChars = 200_000;

    /// <summary>Where such a mapping stands; -1 when there is none.</summary>
    /// <remarks>The server's own file (applicationHost.config) maps what each version needs.</remarks>
    internal static int In(string text, string extension)
    {
        if (extension is not ("config" or "webinfo") || text.Length > MaxChars
            || !(text.Contains("path", StringComparison.OrdinalIgnoreCase) || text.Contains("extension", StringComparison.OrdinalIgnoreCase))
            || text.Contains("<system.applicationHost", StringComparison.OrdinalIgnoreCase))
        {
            return -1;
        }

        foreach (Match handler in Handler().Matches(text))
        {
            // Honest sites give pages and pictures to ASP.NET for short addresses or for a check of who asks, but not as code of their own.
            if ((SettingsPath().IsMatch(handler.Value) && Runs().IsMatch(handler.Value)) || (StaticPath().IsMatch(handler.Value) && RunsAsCode().IsMatch(handler.Value)))
            {
                return handler.Index;
            }
        }

        return -1;
    }

    [GeneratedRegex("<(?:add|buildprovider)\\b[^>]{0,600}>", RegexOptions.IgnoreCase)]
    private static partial Regex Handler();

    [GeneratedRegex("\\b(path|extension)\\s{0,4}=\\s{0,4}\"[^\"]{0,60}[.](jpe?g|png|gif|ico|bmp|txt|css|js|log|xml|pdf|zip|bak|tmp|html?)\"", RegexOptions.IgnoreCase)]
    private static partial Regex StaticPath();

    [GeneratedRegex("\\b(path|extension)\\s{0,4}=\\s{0,4}\"[^\"]{0,60}[.](config|webinfo)\"", RegexOptions.IgnoreCase)]
    private static partial Regex SettingsPath();

    [GeneratedRegex("\\basp[.]dll|pagebuildprovider|webhandlerbuildprovider|webservicebuildprovider|php-cgi|cmd[.]exe", RegexOptions.IgnoreCase)]
    private static partial Regex RunsAsCode();

    [GeneratedRegex("asp[.]dll|aspnet_isapi|pagehandlerfactory|simplehandlerfactory|webservicehandlerfactory|pagebuildprovider|webhandlerbuildprovider|php-cgi|cmd[.]exe", RegexOptions.IgnoreCase)]
    private static partial Regex Runs();
}
