using Hindcast.Evidence;
using Hindcast.Formats.Text;

namespace Hindcast.Engine.Pipeline;

/// <summary>What takes the rows of a <see cref="SecondReading{TSink}"/>. Serves one thread.</summary>
internal interface ISecondReader
{
    /// <summary>Reads logs and hands their rows to this sink.</summary>
    TextUnitScanner Scanner { get; }

    /// <summary>Tells of which log the next rows are.</summary>
    void Begin(LogName log, string file, bool utf16);
}
