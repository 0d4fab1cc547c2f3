using Hindcast.Engine.Cases;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Cli.Commands;

/// <summary>The case folder that a command works on, as the user named it.</summary>
internal static class CaseOnDisk
{
    /// <summary>Reads the assessment of a case folder.</summary>
    /// <exception cref="IOException">There is no such folder, or it holds no case that can be read.</exception>
    internal static Assessment Read(string folder)
    {
        Check(folder);
        return CaseFolder.ReadAssessment(folder);
    }

    /// <summary>Says so where the run that writes the case has not ended.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    internal static void Check(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"no such folder: {folder}");
        }

        if (CaseFolder.IsIncomplete(folder))
        {
            Console.Error.WriteLine("hindcast: this case is incomplete: the run that writes it has not ended. Run 'hindcast assess' with the same --out again");
        }
    }
}
