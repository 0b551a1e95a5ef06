ALTER TYPE mood ADD VALUE 'great' AFTER 'happy';
