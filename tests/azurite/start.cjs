// Starts Azurite and ends it with the tests: when the process that holds the other end of standard input goes, so does this one.
'use strict';

process.stdin.on('end', () => process.exit(0));
process.stdin.on('error', () => process.exit(0));
process.stdin.resume();

require('azurite/dist/src/azurite.js');
