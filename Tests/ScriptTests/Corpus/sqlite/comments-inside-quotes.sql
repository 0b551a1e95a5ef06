select '--', "/*", `*/`, [--]; select '/*'; select '*/';
